package io.tabletalk.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tabletalk.health.Health;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Whether each part of the service works, as `/status` says it. All parts are asked once for each time that the
/// metrics are read, so that parts that hang hold the reader up for as long as one of them does.
@Component
final class HealthMetrics implements MeterBinder {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final HealthMonitor monitor;
    private final InstantSource clock;
    private @Nullable HealthReport last;
    private Instant asked = Instant.MIN;

    @Autowired
    HealthMetrics(HealthMonitor monitor) {
        this(monitor, InstantSource.system());
    }

    HealthMetrics(HealthMonitor monitor, InstantSource clock) {
        this.monitor = monitor;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String component : monitor.components()) {
            Gauge.builder("tabletalk.component.working", this, metrics -> metrics.working(component))
                    .description("1 while a part of the service works, 0.5 while it does in part, 0 while it does not")
                    .tag("component", component)
                    .register(registry);
        }
    }

    private double working(String component) {
        Health health = report().components().get(component);
        return health == null
                ? Double.NaN
                : switch (health.state()) {
                    case UP -> 1;
                    case DEGRADED -> 0.5;
                    case DOWN -> 0;
                };
    }

    private synchronized HealthReport report() {
        HealthReport report = last;
        if (report == null || asked.plus(FRESH).isBefore(clock.instant())) {
            report = monitor.report();
            last = report;
            asked = clock.instant();
        }
        return report;
    }
}
