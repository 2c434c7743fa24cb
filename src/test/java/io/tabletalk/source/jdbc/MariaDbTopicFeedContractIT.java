package io.tabletalk.source.jdbc;

import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.Source;
import io.tabletalk.source.TopicFeedContractTest;
import io.tabletalk.testing.MariaDb;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class MariaDbTopicFeedContractIT extends TopicFeedContractTest {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final JdbcSourceFactory factory = JdbcTables.factory(Dialect.MARIADB, 2);
    private MariaDb database;

    @BeforeEach
    void fillTable() {
        database = MariaDb.create();
        database.execute(
                "CREATE TABLE note (id VARCHAR(20) PRIMARY KEY, body TEXT, price DECIMAL(8,2))",
                "INSERT INTO note VALUES ('1', 'One', 1.50), ('2', 'Two', 2.00)");
    }

    @Override
    protected Object messageKey(String key) {
        return '"' + key + '"';
    }

    @Override
    protected ChangeFeed feed() {
        return factory.feed(ID, settings(followed(database.settings("note")))).orElseThrow();
    }

    @Override
    protected Source source() {
        return factory.open(ID, settings(database.settings("note")));
    }

    private static JdbcSettings settings(Map<String, Object> settings) {
        return MAPPER.convertValue(settings, JdbcSettings.class);
    }

    @Override
    protected void insertRow(String key, String text) {
        database.execute("INSERT INTO note VALUES ('" + key + "', '" + text + "', 0.10)");
    }

    @Override
    protected void updateRow(String key, String text) {
        database.execute("UPDATE note SET body = '" + text + "' WHERE id = '" + key + "'");
    }

    @Override
    protected void deleteRow(String key) {
        database.execute("DELETE FROM note WHERE id = '" + key + "'");
    }
}
