package io.tabletalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthMetricsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T09:00:00Z"));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void eachPartIsOneHalfOrZero() {
        bind(
                new Part("index", true, new AtomicReference<>(Health.up("fine"))),
                new Part("redis", true, new AtomicReference<>(Health.degraded("slow"))),
                new Part("state database", true, new AtomicReference<>(Health.down("gone"))),
                new Part("model", false, new AtomicReference<>(Health.down("no key"))));

        assertThat(working("index")).isEqualTo(1);
        assertThat(working("redis")).isEqualTo(0.5);
        assertThat(working("state database")).isZero();
        assertThat(working("model")).as("nothing stops without it").isEqualTo(0.5);
    }

    @Test
    void allPartsAreAskedOnceForEachReadingOfTheMetrics() {
        Part index = new Part("index", true, new AtomicReference<>(Health.up("fine")));
        bind(index, new Part("kafka", true, new AtomicReference<>(Health.up("fine"))));
        working("index");
        working("kafka");
        assertThat(index.asked().get()).isEqualTo(1);

        index.health().set(Health.down("gone"));
        now.updateAndGet(time -> time.plusSeconds(15));

        assertThat(working("index")).isZero();
        assertThat(index.asked().get()).isEqualTo(2);
    }

    private void bind(Part... parts) {
        HealthMonitor monitor = new HealthMonitor(List.of(parts), Duration.ofSeconds(30));
        new HealthMetrics(monitor, now::get).bindTo(registry);
    }

    private double working(String component) {
        return registry.get("tabletalk.component.working")
                .tag("component", component)
                .gauge()
                .value();
    }

    private record Part(String component, boolean isCore, AtomicReference<Health> health, AtomicInteger asked)
            implements HealthCheck {

        Part(String component, boolean isCore, AtomicReference<Health> health) {
            this(component, isCore, health, new AtomicInteger());
        }

        @Override
        public Health check() {
            asked.incrementAndGet();
            return Objects.requireNonNull(health.get());
        }
    }
}
