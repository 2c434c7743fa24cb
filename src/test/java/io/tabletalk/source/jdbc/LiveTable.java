package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.Source;
import io.tabletalk.testing.Postgres;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// The table `note (id, body, price)` of a test's database, to be followed.
record LiveTable(Postgres postgres) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    static LiveTable create(Postgres postgres) {
        postgres.execute("CREATE TABLE note (id int PRIMARY KEY, body text, price numeric)");
        return new LiveTable(postgres);
    }

    ChangeFeed feed(SourceId id) {
        return feed(id, postgres.liveSettings("note"));
    }

    ChangeFeed feed(SourceId id, Map<String, Object> settings) {
        return new PostgresSourceFactory()
                .feed(id, MAPPER.convertValue(settings, PostgresSettings.class))
                .orElseThrow();
    }

    Source source(SourceId id) {
        return new PostgresSourceFactory()
                .open(id, MAPPER.convertValue(postgres.liveSettings("note"), PostgresSettings.class));
    }
}
