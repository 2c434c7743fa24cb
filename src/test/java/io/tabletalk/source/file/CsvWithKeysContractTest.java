package io.tabletalk.source.file;

import io.tabletalk.source.SourceFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;

class CsvWithKeysContractTest extends FileContractTest<CsvSettings> {

    @Override
    void writeFiles() {
        write("a/lines.tsv", "order\tline\titem\n1\tx|y\tTea\n1|x\ty\tCoffee\n2\ty\\\tMilk\n\ty\tnobody's\n");
    }

    @Override
    SourceFactory<CsvSettings> factoryFrom(FileConfiguration configuration, AllowedPaths allowed) {
        return configuration.csvSources(allowed);
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of("table_or_collection", "a/lines.tsv", "key_columns", List.of("order", "line"));
    }

    @Override
    protected Set<String> expectedKeys() {
        return Set.of("1|x\\|y", "1\\|x|y", "2|y\\\\");
    }

    @Override
    protected int expectedUnreadable() {
        return 1;
    }

    @Override
    protected List<String> expectedFields() {
        return List.of("order", "line", "item");
    }

    @Override
    protected List<String> expectedKeyFields() {
        return List.of("order", "line");
    }

    @Override
    protected String editOneDocument() {
        replace("a/lines.tsv", "Coffee", "Cocoa");
        return "1\\|x|y";
    }
}
