package io.tabletalk.redis;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/// Whether Redis is there, and what it was asked.
final class RedisMetrics implements MeterBinder {

    private final RedisServer redis;
    private final InstantSource clock;

    RedisMetrics(RedisServer redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("tabletalk.redis.connected", redis, each -> each.gone().isEmpty() ? 1 : 0)
                .description("1 while Redis answers, 0 otherwise")
                .register(registry);
        TimeGauge.builder(
                        "tabletalk.redis.gone",
                        redis,
                        TimeUnit.SECONDS,
                        each -> goneFor(each).toSeconds())
                .description("Time since Redis last answered; 0 while it does")
                .register(registry);
        FunctionCounter.builder("tabletalk.redis.requests", redis, RedisServer::answered)
                .description("Requests to Redis")
                .tag("outcome", "answered")
                .register(registry);
        FunctionCounter.builder("tabletalk.redis.requests", redis, RedisServer::failed)
                .description("Requests to Redis")
                .tag("outcome", "failed")
                .register(registry);
    }

    private Duration goneFor(RedisServer server) {
        return server.gone()
                .map(gone -> Duration.between(gone.since(), clock.instant()))
                .orElse(Duration.ZERO);
    }
}
