package io.tabletalk.source.file;

import io.tabletalk.source.SourceFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;

class JsonContractTest extends FileContractTest<JsonSettings> {

    @Override
    void writeFiles() {
        write("catalogue.json", """
                {"version": 3, "skipped": {"items": [1]}, "result": {"items": [
                  {"name": "Green tea", "maker": {"city": "Uji"}, "price": 4.5, "tags": ["mild", "green"]},
                  {"name": "Coffee", "maker": {"city": "Harar"}, "price": 7, "tags": []},
                  "not an object",
                  {"name": "Milk", "maker": null, "price": 1}
                ]}, "more": [2]}
                """);
    }

    @Override
    SourceFactory<JsonSettings> factoryFrom(FileConfiguration configuration, AllowedPaths allowed) {
        return configuration.jsonSources(allowed);
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of("file_path", "catalogue.json", "records", "/result/items");
    }

    @Override
    protected Set<String> expectedKeys() {
        return Set.of("catalogue.json#1", "catalogue.json#2", "catalogue.json#4");
    }

    @Override
    protected int expectedUnreadable() {
        return 1;
    }

    @Override
    protected List<String> expectedFields() {
        return List.of("name", "maker.city", "price", "tags");
    }

    @Override
    protected String editOneDocument() {
        replace("catalogue.json", "Harar", "Jimma");
        return "catalogue.json#2";
    }
}
