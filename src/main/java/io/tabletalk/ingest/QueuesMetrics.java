package io.tabletalk.ingest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.Transport.Queue;
import io.tabletalk.pipeline.TransportUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What waits for whom, for monitoring: what the processes tell of themselves ends with them. Reading the metrics never
/// waits for the brokers: it gets what the reading before has asked for.
final class QueuesMetrics implements MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(QueuesMetrics.class);

    private final Queues queues;
    private final Map<Topic<?>, String> consumers;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile List<Queue> latest = List.of();

    /// @param consumers the group that handles each topic
    QueuesMetrics(Queues queues, Map<Topic<?>, String> consumers) {
        this.queues = queues;
        this.consumers = consumers;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        consumers.forEach((topic, group) -> {
            Tags tags = Tags.of("topic", topic.name(), "group", group);
            Gauge.builder("tabletalk.queue.waiting", () -> value(topic, Queue::waiting))
                    .description("Messages of a topic that its group has not handled, in whichever process")
                    .tags(tags)
                    .register(registry);
            Gauge.builder("tabletalk.queue.processes", () -> value(topic, Queue::workers))
                    .description("Processes of a group")
                    .tags(tags)
                    .register(registry);
        });
    }

    /// Not a number while it is not known.
    private double value(Topic<?> topic, ToDoubleFunction<Queue> value) {
        ask();
        return latest.stream()
                .filter(queue -> queue.topic().equals(topic.name()))
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN);
    }

    private void ask() {
        if (asking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("queues").start(this::askNow);
        }
    }

    private void askNow() {
        try {
            latest = queues.now();
        } catch (TransportUnavailableException e) {
            log.debug("What waits for whom is not known", e);
            latest = List.of();
        } finally {
            asking.set(false);
        }
    }
}
