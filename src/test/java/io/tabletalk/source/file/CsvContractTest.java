package io.tabletalk.source.file;

import io.tabletalk.source.SourceFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;

class CsvContractTest extends FileContractTest<CsvSettings> {

    @Override
    void writeFiles() {
        write("orders.csv", """
                id,product,note,amount
                1,Green tea,"mild, from Uji",4.50
                2,"Black tea","two
                lines",3
                3,Coffee,short row
                4,Cocoa,sweet,abc
                5,Milk,fresh,1.20
                """);
    }

    @Override
    SourceFactory<CsvSettings> factoryFrom(FileConfiguration configuration, AllowedPaths allowed) {
        return configuration.csvSources(allowed);
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of("file_path", "orders.csv", "types", Map.of("amount", "number"));
    }

    @Override
    protected Set<String> expectedKeys() {
        return Set.of("orders.csv#2", "orders.csv#3", "orders.csv#6");
    }

    @Override
    protected int expectedUnreadable() {
        return 2;
    }

    @Override
    protected List<String> expectedFields() {
        return List.of("id", "product", "note", "amount");
    }

    @Override
    protected String editOneDocument() {
        replace("orders.csv", "mild", "strong");
        return "orders.csv#2";
    }
}
