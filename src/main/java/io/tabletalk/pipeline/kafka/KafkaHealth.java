package io.tabletalk.pipeline.kafka;

import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import java.util.List;
import java.util.stream.Collectors;

/// Whether this process is connected to its topics, which partitions it has, and how much of them waits.
final class KafkaHealth implements HealthCheck {

    private final KafkaTransport transport;

    KafkaHealth(KafkaTransport transport) {
        this.transport = transport;
    }

    @Override
    public String component() {
        return "kafka";
    }

    /// Questions are answered without it.
    @Override
    public boolean isCore() {
        return false;
    }

    @Override
    public Health check() {
        List<SubscriptionStatus> all = transport.status();
        String problems = all.stream()
                .filter(each -> each.problem() != null)
                .map(each -> each.group() + ": " + each.problem())
                .collect(Collectors.joining(" "));
        return problems.isEmpty() ? Health.up(summary(all)) : Health.down(problems);
    }

    private static String summary(List<SubscriptionStatus> all) {
        return all.stream().map(KafkaHealth::line).collect(Collectors.joining("; ", "", "."));
    }

    private static String line(SubscriptionStatus each) {
        String line = each.topic() + ": " + each.partitions() + " partitions here, " + each.lag() + " messages wait";
        return each.unreadable() == 0 ? line : line + ", " + each.unreadable() + " unreadable ones put aside";
    }
}
