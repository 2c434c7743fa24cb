package io.tabletalk.ingest.redis;

import io.tabletalk.ingest.BatchStatusStore;
import io.tabletalk.ingest.BatchStatusStoreContractTest;
import io.tabletalk.ingest.sql.SqlBatchStatusStore;
import io.tabletalk.redis.RedisServer;
import io.tabletalk.redis.RedisServers;
import io.tabletalk.testing.Redis;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/// What a real Redis shows is what every store of batches promises.
class RedisBatchStatusStoreIT extends BatchStatusStoreContractTest {

    @TempDir
    Path directory;

    private @Nullable StateDatabase database;
    private @Nullable RedisServer redis;
    private @Nullable RedisBatchStatusStore store;

    @Override
    protected BatchStatusStore open() {
        StateDatabase opened = StateDatabase.open(directory);
        RedisServer connected = RedisServers.connect(Redis.shared(), Redis.prefix());
        BatchStatusStore truth = new SqlBatchStatusStore(
                opened.client(),
                new NamedParameterJdbcTemplate(opened.dataSource()),
                opened.transactions(),
                JsonMapper.shared(),
                () -> now);
        database = opened;
        redis = connected;
        store = RedisBatchStatusStore.open(truth, connected, Duration.ofDays(1), () -> now);
        return store;
    }

    @AfterEach
    void close() {
        if (store != null && redis != null && database != null) {
            store.close();
            redis.close();
            database.close();
        }
    }
}
