package io.tabletalk.source.jdbc;

import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.ChangeFeedContractTest;
import io.tabletalk.source.Source;
import org.junit.jupiter.api.BeforeEach;

class PostgresFeedContractIT extends ChangeFeedContractTest {

    private LiveTable table;

    @BeforeEach
    void fillTable() {
        table = LiveTable.ofTwoRows();
    }

    @Override
    protected ChangeFeed feed() {
        return table.feed(ID);
    }

    @Override
    protected Source source() {
        return table.source(ID);
    }

    @Override
    protected void insert(String key, String text) {
        table.insert(key, text);
    }

    @Override
    protected void update(String key, String text) {
        table.update(key, text);
    }

    @Override
    protected void delete(String key) {
        table.delete(key);
    }

    @Override
    protected String position() {
        return table.postgres().query("SELECT pg_current_wal_insert_lsn()");
    }
}
