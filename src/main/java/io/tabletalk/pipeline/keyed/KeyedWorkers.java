package io.tabletalk.pipeline.keyed;

import io.tabletalk.pipeline.OutageException;
import io.tabletalk.pipeline.Transport.SubscriptionSettings;
import io.tabletalk.pipeline.TransportUnavailableException;
import io.tabletalk.pipeline.keyed.KeyedQueue.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads of one group on one topic. A batch whose handler throws is delivered again after a pause, by the same
/// thread, until it goes through or the group closes.
public final class KeyedWorkers<M> {

    private static final Logger log = LoggerFactory.getLogger(KeyedWorkers.class);
    private static final ScopedValue<String> CONSUMED_TOPIC = ScopedValue.newInstance();
    private static final long FIRST_PAUSE_MILLISECONDS = 50;
    private static final long LONGEST_PAUSE_MILLISECONDS = 5_000;

    private final String topic;
    private final SubscriptionSettings settings;
    private final KeyedQueue<M> queue;
    private final Consumer<List<M>> handler;
    private final Predicate<M> wanted;
    private final Consumer<M> letGo;
    private final Duration grace;
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long closeBy;

    /// @param wanted asked before a message is delivered again; one that is no longer wanted is let go
    /// @param letGo  told of each message of a batch that is not delivered again, be it unwanted or the group
    /// closed
    /// @param grace  how long closing waits for work that is under way before it interrupts it
    public KeyedWorkers(
            String topic,
            SubscriptionSettings settings,
            KeyedQueue<M> queue,
            Consumer<List<M>> handler,
            Predicate<M> wanted,
            Consumer<M> letGo,
            Duration grace) {
        this.topic = topic;
        this.settings = settings;
        this.queue = queue;
        this.handler = handler;
        this.wanted = wanted;
        this.letGo = letGo;
        this.grace = grace;
    }

    /// Whether the calling thread works on a batch of this topic.
    public static boolean isWorkOf(String topic) {
        return CONSUMED_TOPIC.isBound() && CONSUMED_TOPIC.get().equals(topic);
    }

    /// Whether the calling thread works on a batch of any topic.
    public static boolean isWork() {
        return CONSUMED_TOPIC.isBound();
    }

    public void start() {
        for (int number = 1; number <= settings.concurrency(); number++) {
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name(settings.group() + "-" + number)
                    .start(() -> ScopedValue.where(CONSUMED_TOPIC, topic).run(this::work)));
        }
    }

    /// Lets no more batches begin, and no more deliver theirs again. Returns at once.
    public void beginClose() {
        closeBy = System.nanoTime() + grace.toNanos();
        closed.countDown();
        queue.close();
    }

    /// Waits for the batches in work, until the grace that began with [#beginClose] is over.
    public void endClose() {
        long deadline = closeBy;
        threads.forEach(thread -> join(thread, deadline));
        threads.stream().filter(Thread::isAlive).forEach(thread -> {
            log.warn("{} is interrupted: its work was not finished after {}", thread.getName(), grace);
            thread.interrupt();
        });
    }

    private void work() {
        try {
            for (var batch = next(); batch != null; batch = next()) {
                deliver(batch.messages());
                queue.done(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Batch<M> next() throws InterruptedException {
        return queue.take(settings.maxBatch(), settings.maxWeight());
    }

    private void deliver(List<M> messages) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLISECONDS;
        List<M> open = messages;
        while (!open.isEmpty() && !tryDeliver(open)) {
            if (closed.await(pause, TimeUnit.MILLISECONDS)) {
                open.forEach(letGo);
                return;
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS);
            open = stillWanted(open);
        }
    }

    private List<M> stillWanted(List<M> messages) {
        Map<Boolean, List<M>> parts = messages.stream().collect(Collectors.partitioningBy(wanted));
        parts.getOrDefault(false, List.of()).forEach(letGo);
        return parts.getOrDefault(true, List.of());
    }

    private boolean tryDeliver(List<M> messages) {
        try {
            handler.accept(messages);
            return true;
        } catch (OutageException | TransportUnavailableException e) {
            log.warn("{} messages of {} wait: {}", messages.size(), topic, e.getMessage());
            return false;
        } catch (RuntimeException | Error e) {
            if (closed.getCount() > 0) {
                log.error("{} messages of {} will be delivered again", messages.size(), topic, e);
            }
            return false;
        }
    }

    private static void join(Thread thread, long deadline) {
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
