package io.tabletalk.source.jdbc;

import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.Source;
import io.tabletalk.source.TopicFeedContractTest;
import io.tabletalk.testing.Postgres;
import org.junit.jupiter.api.BeforeEach;

class PostgresTopicFeedContractIT extends TopicFeedContractTest {

    private LiveTable table;

    @BeforeEach
    void fillTable() {
        table = LiveTable.create(Postgres.create());
        table.postgres().execute("INSERT INTO note VALUES (1, 'One', 1.50), (2, 'Two', 2.00)");
    }

    @Override
    protected ChangeFeed feed() {
        return table.feed(ID, followed(table.postgres().settings("note")));
    }

    @Override
    protected Source source() {
        return table.source(ID);
    }

    @Override
    protected void insertRow(String key, String text) {
        table.postgres().execute("INSERT INTO note VALUES (" + key + ", '" + text + "', 0.10)");
    }

    @Override
    protected void updateRow(String key, String text) {
        table.postgres().execute("UPDATE note SET body = '" + text + "' WHERE id = " + key);
    }

    @Override
    protected void deleteRow(String key) {
        table.postgres().execute("DELETE FROM note WHERE id = " + key);
    }
}
