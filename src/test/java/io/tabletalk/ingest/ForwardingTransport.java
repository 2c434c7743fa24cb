package io.tabletalk.ingest;

import io.tabletalk.pipeline.Follower;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.TopicPosition;
import io.tabletalk.pipeline.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Leaves everything to another transport, for those that disturb one part of it. Lists are published message by
/// message, as the interface does, so that whoever overrides [#publish] sees each.
abstract class ForwardingTransport implements Transport {

    private final Transport transport;

    ForwardingTransport(Transport transport) {
        this.transport = transport;
    }

    @Override
    public <M> void publish(Topic<M> topic, M message) {
        transport.publish(topic, message);
    }

    @Override
    public <M> Subscription subscribe(Topic<M> topic, SubscriptionSettings settings, Consumer<List<M>> handler) {
        return transport.subscribe(topic, settings, handler);
    }

    @Override
    public final boolean keepsMessages() {
        return transport.keepsMessages();
    }

    @Override
    public final Mark mark(Map<Topic<?>, String> consumers) {
        return transport.mark(consumers);
    }

    @Override
    public final List<Queue> queues(Map<Topic<?>, String> consumers) {
        return transport.queues(consumers);
    }

    @Override
    public final <M> Following follow(Topic<M> topic, Optional<TopicPosition> from, Follower<M> follower) {
        return transport.follow(topic, from, follower);
    }

    @Override
    public final void close() {
        transport.close();
    }
}
