package io.tabletalk.pipeline.sql;

import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.pipeline.DeadLettersContractTest;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

class SqlDeadLettersIT extends DeadLettersContractTest {

    @TempDir
    Path directory;

    private @Nullable StateDatabase database;

    StateDatabase openDatabase() {
        return StateDatabase.open(directory);
    }

    @Override
    protected DeadLetters open() {
        database = openDatabase();
        return new SqlDeadLetters(
                database.client(), new NamedParameterJdbcTemplate(database.dataSource()), database.transactions());
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
