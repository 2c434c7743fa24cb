package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceRecord.Readable;
import io.tabletalk.testing.Postgres;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// The documents of a table, as the source of its kind reads them.
public final class TableDocuments {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private TableDocuments() {}

    public static List<Document> read(Postgres database, String table, SourceId id) {
        PostgresSettings settings = MAPPER.convertValue(database.settings(table), PostgresSettings.class);
        try (Source source = new PostgresSourceFactory().open(id, settings)) {
            return PostgresTables.readAll(source).stream()
                    .map(Readable.class::cast)
                    .map(Readable::document)
                    .toList();
        }
    }
}
