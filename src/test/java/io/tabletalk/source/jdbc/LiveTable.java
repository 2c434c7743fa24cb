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

    /// With the rows that every contract of a feed begins with.
    static LiveTable ofTwoRows() {
        LiveTable table = create(Postgres.create());
        table.postgres().execute("INSERT INTO note VALUES (1, 'One', 1.50), (2, 'Two', 2.00)");
        return table;
    }

    void insert(String key, String text) {
        postgres.execute("INSERT INTO note VALUES (" + key + ", '" + text + "', 0.10)");
    }

    void update(String key, String text) {
        postgres.execute("UPDATE note SET body = '" + text + "' WHERE id = " + key);
    }

    void delete(String key) {
        postgres.execute("DELETE FROM note WHERE id = " + key);
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
        return source(id, postgres.liveSettings("note"));
    }

    Source source(SourceId id, Map<String, Object> settings) {
        return new PostgresSourceFactory().open(id, MAPPER.convertValue(settings, PostgresSettings.class));
    }
}
