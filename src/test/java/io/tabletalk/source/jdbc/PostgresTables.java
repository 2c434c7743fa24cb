package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceRecord.Readable;
import io.tabletalk.source.SourceRecord.Unreadable;
import io.tabletalk.source.Split;
import io.tabletalk.testing.Postgres;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Opens tables of a test's database as sources, and reads them whole.
record PostgresTables(Postgres postgres, int rowsPerSplit) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    Source open(String table) {
        return open(postgres.settings(table));
    }

    Source open(String table, Map<String, Object> more) {
        Map<String, Object> settings = postgres.settings(table);
        settings.putAll(more);
        return open(settings);
    }

    Source open(Map<String, Object> settings) {
        return new PostgresSourceFactory(rowsPerSplit)
                .open(new SourceId("under-test"), MAPPER.convertValue(settings, PostgresSettings.class));
    }

    static List<SourceRecord> read(Source source, Split split) {
        try (Stream<SourceRecord> records = source.read(split)) {
            return records.toList();
        }
    }

    static List<SourceRecord> readAll(Source source) {
        return source.plan().stream()
                .flatMap(split -> read(source, split).stream())
                .toList();
    }

    List<Document> documents(String table, Map<String, Object> more) {
        try (Source source = open(table, more)) {
            return readAll(source).stream()
                    .map(Readable.class::cast)
                    .map(Readable::document)
                    .toList();
        }
    }

    List<Document> documents(String table) {
        return documents(table, Map.of());
    }

    /// The keys of all documents, in the order in which they are read.
    List<String> keys(String table, Map<String, Object> more) {
        return documents(table, more).stream().map(each -> each.key().key()).toList();
    }

    List<String> keys(String table) {
        return keys(table, Map.of());
    }

    List<Unreadable> unreadable(String table, Map<String, Object> more) {
        try (Source source = open(table, more)) {
            return readAll(source).stream()
                    .filter(Unreadable.class::isInstance)
                    .map(Unreadable.class::cast)
                    .toList();
        }
    }
}
