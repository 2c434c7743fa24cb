package io.tabletalk.ingest.sql;

import io.tabletalk.ingest.BatchStatusStore;
import io.tabletalk.ingest.BatchStatusStoreContractTest;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

class SqlBatchStatusStoreIT extends BatchStatusStoreContractTest {

    @TempDir
    Path directory;

    private @Nullable StateDatabase database;

    StateDatabase openDatabase() {
        return StateDatabase.open(directory);
    }

    @Override
    protected BatchStatusStore open() {
        StateDatabase opened = openDatabase();
        database = opened;
        return new SqlBatchStatusStore(
                opened.client(),
                new NamedParameterJdbcTemplate(opened.dataSource()),
                opened.transactions(),
                JsonMapper.builder().build(),
                () -> now);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
