package io.tabletalk.ingest;

import io.tabletalk.ingest.redis.RedisBatchStatusStore;
import io.tabletalk.redis.RedisServer;
import io.tabletalk.redis.RedisServers;
import io.tabletalk.testing.Redis;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// The same, with the batches looked at on a real Redis: what it shows is exact, too.
class DuplicatesOnRedisIT extends DuplicatesOnKafkaIT {

    private @Nullable RedisServer redis;
    private @Nullable RedisBatchStatusStore store;

    @Override
    BatchStatusStore shown(BatchStatusStore counting) {
        RedisServer connected = RedisServers.connect(Redis.shared(), Redis.prefix());
        redis = connected;
        store = RedisBatchStatusStore.open(counting, connected, Duration.ofDays(1), InstantSource.system());
        return store;
    }

    @AfterEach
    void close() {
        if (store != null && redis != null) {
            store.close();
            redis.close();
        }
    }
}
