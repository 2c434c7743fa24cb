package io.tabletalk.pipeline.local;

import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.pipeline.TransportClosedException;
import io.tabletalk.pipeline.keyed.KeyedQueue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Moves messages between threads of this process. Nothing is written down: what was not handled when the process ends
/// is lost, and whoever published it must be able to do so again.
public final class LocalTransport implements Transport {

    private final int maxMessages;
    private final long maxWeight;
    private final Duration grace;
    private final Map<String, List<LocalSubscription<?>>> subscriptions = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// @param maxMessages the most messages that wait for a group on a topic
    /// @param maxWeight   the most bytes of messages ([Topic#weight]) that wait there
    /// @param grace       how long closing waits for work that is under way before it interrupts it
    public LocalTransport(int maxMessages, long maxWeight, Duration grace) {
        this.maxMessages = maxMessages;
        this.maxWeight = maxWeight;
        this.grace = grace;
    }

    @Override
    public <M> void publish(Topic<M> topic, M message) {
        if (closed) {
            throw new TransportClosedException("The transport is closed.");
        }
        List<LocalSubscription<?>> groups = subscriptions.get(topic.name());
        if (groups == null || groups.isEmpty()) {
            throw new IllegalStateException("Nobody subscribes to " + topic.name() + ".");
        }
        for (LocalSubscription<?> group : groups) {
            accept(group, topic, message);
        }
    }

    @Override
    public <M> Subscription subscribe(Topic<M> topic, SubscriptionSettings settings, Consumer<List<M>> handler) {
        List<LocalSubscription<?>> groups =
                subscriptions.computeIfAbsent(topic.name(), name -> new CopyOnWriteArrayList<>());
        LocalSubscription<M> subscription = new LocalSubscription<>(
                topic, settings, handler, new KeyedQueue<>(maxMessages, maxWeight), grace, groups::remove);
        groups.add(subscription);
        subscription.start();
        return subscription;
    }

    @Override
    public boolean keepsMessages() {
        return false;
    }

    @Override
    public Mark mark(Map<Topic<?>, String> consumers) {
        throw new UnsupportedOperationException("Messages between threads end with their process.");
    }

    @Override
    public List<Queue> queues(Map<Topic<?>, String> consumers) {
        return subscriptions.values().stream()
                .flatMap(List::stream)
                .map(LocalSubscription::state)
                .toList();
    }

    /// All queues close before any is waited for: a worker may be waiting for room in the queue of another.
    @Override
    public void close() {
        closed = true;
        List<LocalSubscription<?>> all =
                subscriptions.values().stream().flatMap(List::stream).toList();
        all.forEach(LocalSubscription::beginClose);
        all.forEach(LocalSubscription::endClose);
    }

    /// A topic's name stands for one message type.
    private static <M> void accept(LocalSubscription<?> group, Topic<M> topic, M message) {
        @SuppressWarnings("unchecked")
        LocalSubscription<M> typed = (LocalSubscription<M>) group;
        typed.accept(topic.type().cast(message));
    }
}
