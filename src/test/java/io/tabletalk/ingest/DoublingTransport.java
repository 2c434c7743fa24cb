package io.tabletalk.ingest;

import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.Transport;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/// Delivers every batch twice, and now and then forgets that it was handled and delivers it a third time.
final class DoublingTransport implements Transport {

    private final Transport transport;
    private final Random random;

    DoublingTransport(Transport transport, Random random) {
        this.transport = transport;
        this.random = random;
    }

    @Override
    public <M> void publish(Topic<M> topic, M message) {
        transport.publish(topic, message);
    }

    @Override
    public <M> Subscription subscribe(Topic<M> topic, SubscriptionSettings settings, Consumer<List<M>> handler) {
        return transport.subscribe(topic, settings, batch -> {
            handler.accept(batch);
            handler.accept(batch);
            if (random.nextInt(20) == 0) {
                throw new IllegalStateException("The acknowledgement was lost.");
            }
        });
    }

    @Override
    public boolean keepsMessages() {
        return transport.keepsMessages();
    }

    @Override
    public Mark mark(Map<Topic<?>, String> consumers) {
        return transport.mark(consumers);
    }

    @Override
    public List<Queue> queues(Map<Topic<?>, String> consumers) {
        return transport.queues(consumers);
    }

    @Override
    public void close() {
        transport.close();
    }
}
