package io.tabletalk.source.file;

import io.tabletalk.source.SourceFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;

class JsonLinesContractTest extends FileContractTest<JsonSettings> {

    @Override
    void writeFiles() {
        write("corpus.jsonl", """
                {"_id": "7", "title": "Tea", "text": "Leaves in hot water."}
                {"_id": "8", "title": "Coffee", "text": "Roasted beans."
                [1, 2]

                {"_id": "9", "title": "Milk", "text": "From cows."}
                {"_id": 10, "title": "Water", "text": "From springs."}
                """);
    }

    @Override
    SourceFactory<JsonSettings> factoryFrom(FileConfiguration configuration, AllowedPaths allowed) {
        return configuration.jsonLinesSources(allowed);
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of(
                "file_path", "corpus.jsonl", "key_columns", List.of("_id"), "fields", List.of("_id", "title", "text"));
    }

    @Override
    protected Set<String> expectedKeys() {
        return Set.of("7", "9", "10");
    }

    @Override
    protected int expectedUnreadable() {
        return 2;
    }

    @Override
    protected List<String> expectedFields() {
        return List.of("_id", "title", "text");
    }

    @Override
    protected List<String> expectedKeyFields() {
        return List.of("_id");
    }

    @Override
    protected String editOneDocument() {
        replace("corpus.jsonl", "cows", "goats");
        return "9";
    }
}
