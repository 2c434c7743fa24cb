package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.redis.RedisServer;
import io.tabletalk.redis.RedisServers;
import io.tabletalk.testing.Redis;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The cache on a real Redis.
class RedisEmbeddingCacheIT extends EmbeddingCacheContractTest {

    @TempDir
    private Path directory;

    private final String prefix = Redis.prefix();
    private StateDatabase database;
    private @Nullable RedisServer redis;
    private @Nullable RedisEmbeddingCache cache;

    @BeforeEach
    void openDatabase() {
        database = StateDatabase.open(directory);
    }

    @Override
    protected EmbeddingCache cache(int size) {
        return open(Redis.shared(), size);
    }

    @Override
    protected EmbeddingCache reopened(int size) {
        closeCache();
        return open(Redis.shared(), size);
    }

    private EmbeddingCache open(Redis server, int size) {
        RedisServer connected = RedisServers.connect(server, prefix);
        RedisEmbeddingCache opened = new RedisEmbeddingCache(connected, new ForgottenTexts(database.client()), size);
        redis = connected;
        cache = opened;
        return opened;
    }

    @AfterEach
    void close() {
        closeCache();
        database.close();
    }

    private void closeCache() {
        if (cache != null && redis != null) {
            cache.close();
            redis.close();
        }
    }

    @Test
    void withoutRedisNothingIsFoundOrKeptAndNothingFails() throws Exception {
        try (Redis server = Redis.start(Files.createDirectory(directory.resolve("redis")))) {
            EmbeddingCache away = open(server, 10);
            server.kill();

            away.store(ENGINE, Map.of(text("tea"), new byte[] {1}));
            assertThat(away.find(ENGINE, List.of(text("tea")))).isEmpty();

            server.restart();
            await().until(() -> {
                away.store(ENGINE, Map.of(text("tea"), new byte[] {1}));
                return away.find(ENGINE, List.of(text("tea"))).size() == 1;
            });
        }
    }

    @Test
    void whatIsToBeForgottenWhileRedisIsAwayIsForgottenWhenItIsBack() throws Exception {
        Path data = Files.createDirectory(directory.resolve("redis"));
        try (Redis server = Redis.start(data, "--appendonly", "yes", "--appendfsync", "always")) {
            EmbeddingCache kept = open(server, 10);
            kept.store(ENGINE, Map.of(text("secret"), new byte[] {1}, text("other"), new byte[] {2}));
            server.kill();

            assertThat(kept.forget(List.of(text("secret")))).isZero();

            server.restart();
            await().untilAsserted(() -> assertThat(kept.find(ENGINE, List.of(text("secret"), text("other"))))
                    .containsOnlyKeys(text("other")));
            await().untilAsserted(() -> assertThat(database.client()
                            .sql("SELECT count(*) FROM forgotten_text")
                            .query(Long.class)
                            .single())
                    .isZero());
        }
    }
}
