package io.tabletalk.ingest;

import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import io.tabletalk.pipeline.Transport.Queue;
import io.tabletalk.pipeline.TransportUnavailableException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Whether each part of the work has a process that does it, wherever, and how much waits for them.
final class QueuesHealth implements HealthCheck {

    private final Queues queues;

    QueuesHealth(Queues queues) {
        this.queues = queues;
    }

    @Override
    public String component() {
        return "workers";
    }

    /// Questions are answered without them.
    @Override
    public boolean isCore() {
        return false;
    }

    @Override
    public Health check() {
        try {
            List<Queue> all = queues.now();
            String missing = all.stream()
                    .filter(queue -> queue.workers() == 0)
                    .map(QueuesHealth::missing)
                    .sorted()
                    .collect(Collectors.joining(" "));
            return missing.isEmpty() ? Health.up(summary(all)) : Health.degraded(missing);
        } catch (TransportUnavailableException e) {
            return Health.degraded(String.valueOf(e.getMessage()));
        }
    }

    private static String missing(Queue queue) {
        String role = Topics.roleOf(queue.group()).name().toLowerCase(Locale.ROOT);
        return queue.waiting() == 0
                ? "There is no process of the %s: ./tabletalk worker --roles %s.".formatted(queue.group(), role)
                : "%s Start one: ./tabletalk worker --roles %s.".formatted(Queues.told(queue), role);
    }

    private static String summary(List<Queue> all) {
        return all.stream()
                .map(queue -> "%s: %s, %,d waiting"
                        .formatted(
                                queue.group(),
                                queue.workers() == 1 ? "1 process" : queue.workers() + " processes",
                                queue.waiting()))
                .sorted()
                .collect(Collectors.joining("; ", "", "."));
    }
}
