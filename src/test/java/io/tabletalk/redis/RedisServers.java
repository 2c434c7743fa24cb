package io.tabletalk.redis;

import io.tabletalk.security.Secret;
import io.tabletalk.testing.Redis;
import java.time.Duration;
import java.time.InstantSource;

/// Connections to the servers of tests.
public final class RedisServers {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private RedisServers() {}

    public static RedisServer connect(Redis redis, String prefix) {
        return connect(redis.url(), prefix, TIMEOUT);
    }

    static RedisServer connect(String url, String prefix, Duration timeout) {
        return RedisServer.connect(new Secret(url), prefix, timeout, InstantSource.system());
    }
}
