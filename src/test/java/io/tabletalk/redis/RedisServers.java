package io.tabletalk.redis;

import io.tabletalk.security.Secret;
import io.tabletalk.testing.Redis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Connections to the servers of tests.
public final class RedisServers {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private RedisServers() {}

    public static RedisServer connect(Redis redis, String prefix) {
        return connect(redis.url(), prefix, TIMEOUT);
    }

    static RedisServer connect(String url, String prefix, Duration timeout) {
        return connect(url, null, prefix, timeout);
    }

    /// @param certificate of whom to trust; null for those Java trusts
    static RedisServer connect(String url, @Nullable Path certificate, String prefix, Duration timeout) {
        return RedisServer.connect(
                new RedisSettings(new Secret(url), certificate, prefix, timeout), InstantSource.system());
    }
}
