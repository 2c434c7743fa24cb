package io.tabletalk.pipeline.local;

import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.Transport.Subscription;
import io.tabletalk.pipeline.Transport.SubscriptionSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workers of one group on one topic. A batch whose handler throws is delivered again after a pause, by the same
/// worker, until it goes through or the subscription closes.
final class LocalSubscription<M> implements Subscription {

    private static final Logger log = LoggerFactory.getLogger(LocalSubscription.class);
    private static final ScopedValue<String> CONSUMED_TOPIC = ScopedValue.newInstance();
    private static final long FIRST_PAUSE_MILLISECONDS = 50;
    private static final long LONGEST_PAUSE_MILLISECONDS = 5_000;

    private final Topic<M> topic;
    private final SubscriptionSettings settings;
    private final Consumer<List<M>> handler;
    private final Duration grace;
    private final Consumer<LocalSubscription<M>> onClose;
    private final KeyedQueue<M> queue;
    private final List<Thread> workers = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    LocalSubscription(
            Topic<M> topic,
            SubscriptionSettings settings,
            Consumer<List<M>> handler,
            KeyedQueue<M> queue,
            Duration grace,
            Consumer<LocalSubscription<M>> onClose) {
        this.topic = topic;
        this.settings = settings;
        this.handler = handler;
        this.queue = queue;
        this.grace = grace;
        this.onClose = onClose;
    }

    void start() {
        for (int number = 1; number <= settings.concurrency(); number++) {
            workers.add(Thread.ofPlatform()
                    .daemon()
                    .name(settings.group() + "-" + number)
                    .start(() -> ScopedValue.where(CONSUMED_TOPIC, topic.name()).run(this::work)));
        }
    }

    /// A worker that publishes to the topic it consumes is let in above the limit: the room it would wait for is made
    /// by itself alone.
    void accept(M message) {
        boolean own = CONSUMED_TOPIC.isBound() && CONSUMED_TOPIC.get().equals(topic.name());
        queue.put(topic.key().apply(message), message, topic.weight().applyAsLong(message), own);
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
        closed.countDown();
        queue.close();
    }

    void endClose() {
        long deadline = System.nanoTime() + grace.toNanos();
        workers.forEach(worker -> join(worker, deadline));
        workers.stream().filter(Thread::isAlive).forEach(worker -> {
            log.warn("{} is interrupted: its work was not finished after {}", worker.getName(), grace);
            worker.interrupt();
        });
    }

    private void work() {
        try {
            for (var batch = queue.take(settings.maxBatch()); batch != null; batch = queue.take(settings.maxBatch())) {
                deliver(batch.messages());
                queue.done(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(List<M> messages) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLISECONDS;
        while (!tryDeliver(messages)) {
            if (closed.await(pause, TimeUnit.MILLISECONDS)) {
                return;
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS);
        }
    }

    private boolean tryDeliver(List<M> messages) {
        try {
            handler.accept(messages);
            return true;
        } catch (RuntimeException | Error e) {
            if (closed.getCount() > 0) {
                log.error("{} messages of {} will be delivered again", messages.size(), topic.name(), e);
            }
            return false;
        }
    }

    private static void join(Thread worker, long deadline) {
        if (worker == Thread.currentThread()) {
            return;
        }
        try {
            worker.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
