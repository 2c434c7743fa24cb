package io.tabletalk.ingest;

import io.tabletalk.pipeline.Follower;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.TopicPosition;
import io.tabletalk.pipeline.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Shows a test every message before it is published.
final class WatchedTransport implements Transport {

    private final Transport transport;
    private final Predicate<Object> beforePublish;

    /// @param beforePublish whether to carry the message; otherwise it is accepted, and lost. May throw
    WatchedTransport(Transport transport, Predicate<Object> beforePublish) {
        this.transport = transport;
        this.beforePublish = beforePublish;
    }

    @Override
    public <M> void publish(Topic<M> topic, M message) {
        if (beforePublish.test(message)) {
            transport.publish(topic, message);
        }
    }

    @Override
    public <M> Subscription subscribe(Topic<M> topic, SubscriptionSettings settings, Consumer<List<M>> handler) {
        return transport.subscribe(topic, settings, handler);
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
    public <M> Following follow(Topic<M> topic, Optional<TopicPosition> from, Follower<M> follower) {
        return transport.follow(topic, from, follower);
    }

    @Override
    public void close() {
        transport.close();
    }
}
