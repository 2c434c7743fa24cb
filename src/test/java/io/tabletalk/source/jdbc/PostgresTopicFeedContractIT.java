package io.tabletalk.source.jdbc;

import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.Source;
import io.tabletalk.source.TopicFeedContractTest;
import org.junit.jupiter.api.BeforeEach;

class PostgresTopicFeedContractIT extends TopicFeedContractTest {

    private LiveTable table;

    @BeforeEach
    void fillTable() {
        table = LiveTable.ofTwoRows();
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
        table.insert(key, text);
    }

    @Override
    protected void updateRow(String key, String text) {
        table.update(key, text);
    }

    @Override
    protected void deleteRow(String key) {
        table.delete(key);
    }
}
