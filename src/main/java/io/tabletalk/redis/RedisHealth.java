package io.tabletalk.redis;

import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;

/// Whether the Redis server answered when it was last asked, which is not long ago.
final class RedisHealth implements HealthCheck {

    private final RedisServer redis;

    RedisHealth(RedisServer redis) {
        this.redis = redis;
    }

    @Override
    public String component() {
        return "redis";
    }

    /// Nothing stops without it.
    @Override
    public boolean isCore() {
        return false;
    }

    @Override
    public Health check() {
        return redis.gone().map(this::gone).orElseGet(() -> Health.up("Redis at " + redis + " answers."));
    }

    private Health gone(RedisServer.Gone gone) {
        return Health.degraded("Redis at " + redis + " has not answered since " + gone.since() + " (" + gone.reason()
                + "). Everything goes on without it: how batches go on is told a few seconds late, and vectors that"
                + " other processes have made are not found.");
    }
}
