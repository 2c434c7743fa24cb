package io.tabletalk.source.mongo;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceRecord.Readable;
import io.tabletalk.source.Split;
import io.tabletalk.testing.Mongo;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Opens collections of a test's database as sources, and reads them whole.
record MongoCollections(Mongo mongo, int documentsPerSplit) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    Source open(String collection, Map<String, Object> more) {
        Map<String, Object> settings = mongo.settings(collection);
        settings.putAll(more);
        return open(settings, documentsPerSplit);
    }

    static Source open(Map<String, Object> settings, int documentsPerSplit) {
        return new MongoSourceFactory(documentsPerSplit).open(new SourceId("under-test"), settings(settings));
    }

    static MongoSettings settings(Map<String, Object> settings) {
        return MAPPER.convertValue(settings, MongoSettings.class);
    }

    static List<SourceRecord> read(Source source, Split split) {
        try (Stream<SourceRecord> records = source.read(split)) {
            return records.toList();
        }
    }

    List<Document> documents(String collection, Map<String, Object> more) {
        try (Source source = open(collection, more)) {
            return source.plan().stream()
                    .flatMap(split -> read(source, split).stream())
                    .map(Readable.class::cast)
                    .map(Readable::document)
                    .toList();
        }
    }

    List<Document> documents(String collection) {
        return documents(collection, Map.of());
    }
}
