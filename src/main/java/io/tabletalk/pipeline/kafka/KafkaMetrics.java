package io.tabletalk.pipeline.kafka;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;

/// How far this process is with its partitions of each topic. The sum over all processes is the lag of the group.
final class KafkaMetrics {

    private final KafkaTransport transport;
    private final MeterRegistry registry;

    KafkaMetrics(KafkaTransport transport, MeterRegistry registry) {
        this.transport = transport;
        this.registry = registry;
    }

    /// By then every stage has subscribed.
    @EventListener(ApplicationStartedEvent.class)
    void register() {
        transport.subscriptions().forEach(this::register);
    }

    private void register(KafkaSubscription<?> subscription) {
        SubscriptionStatus named = subscription.status();
        Tags tags = Tags.of("topic", named.topic(), "group", named.group());
        Gauge.builder("tabletalk.kafka.lag", subscription, each -> each.status().lag())
                .description("Messages of the partitions that this process has which are not handled")
                .tags(tags)
                .register(registry);
        Gauge.builder(
                        "tabletalk.kafka.partitions",
                        subscription,
                        each -> each.status().partitions())
                .description("Partitions that this process has")
                .tags(tags)
                .register(registry);
        Gauge.builder(
                        "tabletalk.kafka.connected",
                        subscription,
                        each -> each.status().problem() == null ? 1 : 0)
                .description("1 while messages are received, 0 otherwise")
                .tags(tags)
                .register(registry);
        FunctionCounter.builder(
                        "tabletalk.kafka.unreadable",
                        subscription,
                        each -> each.status().unreadable())
                .description("Messages put aside in the topic for what cannot be read")
                .tags(tags)
                .register(registry);
    }
}
