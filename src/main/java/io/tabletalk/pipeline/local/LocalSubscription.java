package io.tabletalk.pipeline.local;

import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.Transport.Queue;
import io.tabletalk.pipeline.Transport.Subscription;
import io.tabletalk.pipeline.Transport.SubscriptionSettings;
import io.tabletalk.pipeline.keyed.KeyedQueue;
import io.tabletalk.pipeline.keyed.KeyedWorkers;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// One group on one topic: its queue and its workers.
final class LocalSubscription<M> implements Subscription {

    private final Topic<M> topic;
    private final String group;
    private final Consumer<LocalSubscription<M>> onClose;
    private final KeyedQueue<M> queue;
    private final KeyedWorkers<M> workers;

    LocalSubscription(
            Topic<M> topic,
            SubscriptionSettings settings,
            Consumer<List<M>> handler,
            KeyedQueue<M> queue,
            Duration grace,
            Consumer<LocalSubscription<M>> onClose) {
        this.topic = topic;
        this.group = settings.group();
        this.onClose = onClose;
        this.queue = queue;
        this.workers =
                new KeyedWorkers<>(topic.name(), settings, queue, handler, message -> true, message -> {}, grace);
    }

    void start() {
        workers.start();
    }

    /// A worker that publishes to the topic it consumes is let in above the limit: the room it would wait for is made
    /// by itself alone.
    void accept(M message) {
        boolean own = KeyedWorkers.isWorkOf(topic.name());
        queue.put(topic.key().apply(message), message, topic.weight().applyAsLong(message), own);
    }

    Queue state() {
        return new Queue(topic.name(), group, queue.waiting(), 1);
    }

    @Override
    public long backlog() {
        return queue.waiting();
    }

    @Override
    public void close() {
        beginClose();
        endClose();
    }

    void beginClose() {
        onClose.accept(this);
        workers.beginClose();
    }

    void endClose() {
        workers.endClose();
    }
}
