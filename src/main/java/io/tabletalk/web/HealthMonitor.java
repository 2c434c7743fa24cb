package io.tabletalk.web;

import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Asks all components at once whether they work and waits a limited time for them. A component has at most one check
/// running: whoever asks meanwhile waits for that one, so a check that hangs costs one thread however often it is asked
/// for.
@Component
class HealthMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);
    private static final Executor THREADS =
            check -> Thread.ofVirtual().name("health").start(check);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final List<HealthCheck> checks;
    private final Duration patience;
    private final Map<String, CompletableFuture<Health>> running = new ConcurrentHashMap<>();

    @Autowired
    HealthMonitor(List<HealthCheck> checks) {
        this(checks, PATIENCE);
    }

    HealthMonitor(List<HealthCheck> checks, Duration patience) {
        this.checks = List.copyOf(checks);
        requireDifferentNames(checks);
        this.patience = patience;
    }

    private static void requireDifferentNames(List<HealthCheck> checks) {
        Set<String> names = new HashSet<>();
        for (HealthCheck check : checks) {
            if (!names.add(check.component())) {
                throw new IllegalStateException("Two health checks are called '" + check.component() + "'.");
            }
        }
    }

    List<String> components() {
        return checks.stream().map(HealthCheck::component).toList();
    }

    /// How every component is now.
    HealthReport report() {
        long deadline = System.nanoTime() + patience.toNanos();
        Map<HealthCheck, CompletableFuture<Health>> started = new LinkedHashMap<>();
        checks.forEach(check -> started.put(check, start(check)));
        Map<String, Health> components = new TreeMap<>();
        started.forEach(
                (check, result) -> components.put(check.component(), tempered(check, await(check, result, deadline))));
        return new HealthReport(components);
    }

    private CompletableFuture<Health> start(HealthCheck check) {
        return running.computeIfAbsent(
                check.component(),
                name -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return check.check();
                            } finally {
                                running.remove(name);
                            }
                        },
                        THREADS));
    }

    private Health await(HealthCheck check, CompletableFuture<Health> result, long deadline) {
        try {
            return result.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Health.down("No answer within " + patience.toMillis() + " ms.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.down("The check was interrupted.");
        } catch (ExecutionException e) {
            LOG.warn("The check of '{}' failed, which it promised not to", check.component(), e);
            return Health.down("The check itself failed; the server's log says why.");
        }
    }

    private static Health tempered(HealthCheck check, Health health) {
        return health.state() == Health.State.DOWN && !check.isCore() ? Health.degraded(health.message()) : health;
    }
}
