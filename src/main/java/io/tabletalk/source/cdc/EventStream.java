package io.tabletalk.source.cdc;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Debezium's engine, from which changes are pulled: it goes no further than what was acknowledged, so a slow reader
/// slows the database's stream and memory stays flat.
///
/// The engine keeps its own place in memory only. Where to go on after a restart is what the database remembers as
/// confirmed, which is what was acknowledged here.
public final class EventStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    /// The same for every database.
    private static final Map<String, String> COMMON = Map.ofEntries(
            Map.entry("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore"),
            Map.entry("offset.flush.interval.ms", "0"),
            Map.entry("snapshot.mode", "no_data"), // full reads are our own
            Map.entry("skipped.operations", "none"), // or TRUNCATE is left out
            Map.entry("tombstones.on.delete", "false"),
            Map.entry("poll.interval.ms", "5"),
            Map.entry("max.batch.size", "256"),
            Map.entry("max.queue.size", "1024"),
            Map.entry("errors.max.retries", "0"), // whoever pulls looks at the slot again before it goes on
            Map.entry("task.management.timeout.ms", "5000")); // or a broken connection takes three minutes to end

    private static final int MOST_TRIES_TO_CLOSE = 20;
    private static final Duration BETWEEN_TRIES_TO_CLOSE = Duration.ofMillis(500);

    /// Streams of this process, by which Debezium tells its own beans apart: with one name for two, the second waits
    /// for ever.
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final SynchronousQueue<Delivery> deliveries = new SynchronousQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    /// Some events that follow each other.
    ///
    /// @param events       in the order of the log; none when only the position has moved
    /// @param acknowledged opened once they are durable
    public record Delivery(List<ChangeEvent> events, CountDownLatch acknowledged) {}

    /// Begins to stream.
    ///
    /// @param name     of the threads
    /// @param settings Debezium's, but for what is the same for every database
    public EventStream(String name, Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(COMMON);
        properties.putAll(settings);
        properties.setProperty("name", name);
        properties.setProperty("topic.prefix", "tabletalk-" + NUMBERS.incrementAndGet());
        engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(properties)
                .using(this::ended)
                .notifying(this::deliver)
                .build();
        thread = Thread.ofPlatform().daemon().name("changes-" + name).start(engine);
    }

    /// The next events, or null when none come within the limit.
    ///
    /// @throws StreamFailure when the stream has ended
    public @Nullable Delivery poll(Duration limit) throws InterruptedException {
        Delivery next = deliveries.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null && ended.getCount() == 0) {
            Throwable cause = failure;
            throw new StreamFailure(
                    "The stream of changes has ended.",
                    cause == null ? new IllegalStateException("The engine has stopped.") : cause);
        }
        return next;
    }

    /// Lets the database forget these events. Those after them follow.
    public void acknowledge(Delivery delivery) {
        delivery.acknowledged().countDown();
    }

    private void deliver(
            List<RecordChangeEvent<SourceRecord>> messages, RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        List<ChangeEvent> events = messages.stream()
                .map(message -> EventReader.read(message.record()))
                .flatMap(Optional::stream)
                .toList();
        if (!events.isEmpty()) {
            Delivery delivery = new Delivery(events, new CountDownLatch(1));
            handOver(delivery);
        }
        for (RecordChangeEvent<SourceRecord> message : messages) {
            committer.markProcessed(message);
        }
        committer.markBatchFinished();
    }

    private void handOver(Delivery delivery) throws InterruptedException {
        while (!deliveries.offer(delivery, 100, TimeUnit.MILLISECONDS)) {
            requireOpen();
        }
        while (!delivery.acknowledged().await(100, TimeUnit.MILLISECONDS)) {
            requireOpen();
        }
    }

    private void requireOpen() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("The stream is closed.");
        }
    }

    private void ended(boolean success, @Nullable String message, @Nullable Throwable error) {
        failure = error;
        if (!closed && !success) {
            LOG.debug("The stream of changes has ended: {}", message, error);
        }
        ended.countDown();
    }

    @Override
    public void close() {
        closed = true;
        try {
            for (int tries = 0; tries < MOST_TRIES_TO_CLOSE; tries++) {
                if (closeEngine()) {
                    return;
                }
            }
            LOG.warn("The stream of changes of {} did not end when it was told to", thread.getName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns whether it is over. Debezium refuses to be closed while it starts; left to itself it would go on and
    /// hold the slot.
    private boolean closeEngine() throws InterruptedException {
        try {
            engine.close();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The stream of changes had ended, or does not let itself be closed yet", e);
        }
        return thread.join(BETWEEN_TRIES_TO_CLOSE);
    }
}
