package io.tabletalk.pipeline.kafka;

import io.tabletalk.pipeline.Follower;
import io.tabletalk.pipeline.RetriableException;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.TopicPosition;
import io.tabletalk.pipeline.Transport.Following;
import io.tabletalk.pipeline.TransportClosedException;
import io.tabletalk.pipeline.TransportUnavailableException;
import io.tabletalk.pipeline.kafka.Gathering.Gathered;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads all partitions of a topic in this process, without a group: one thread polls and has the follower handle what
/// came. How far it is, is the follower's to store.
final class KafkaFollowing<M> implements Following {

    private static final Logger log = LoggerFactory.getLogger(KafkaFollowing.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration BRIEFLY = Duration.ofMillis(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// How often a follower to whom nothing comes is told that it is up to date all the same.
    private static final Duration BETWEEN_NOTES = Duration.ofHours(1);

    /// How long it may take until a topic that was made again is noticed, if nothing else shows it.
    private static final Duration BETWEEN_COMPARISONS = Duration.ofMinutes(1);

    private final Topic<M> topic;
    private final Follower<M> follower;
    private final FollowedTopic place;
    private final Runnable ensured;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final MessageFormat format;
    private final Function<String, Map<TopicPartition, Long>> endsNow;
    private final InstantSource clock = InstantSource.system();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Reached reached = new Reached();
    private final Thread thread;
    private Optional<TopicPosition> position;
    private volatile @Nullable Map<TopicPartition, Long> endsAtStart;
    private volatile boolean caughtUp;
    private volatile long handled;
    private volatile long waiting;
    private volatile @Nullable String problem = "It is not connected yet.";

    /// @param from    where to go on; empty for the beginning
    /// @param ensured creates the topic unless it is there
    /// @param endsNow where a topic ends
    KafkaFollowing(
            Topic<M> topic,
            Optional<TopicPosition> from,
            Follower<M> follower,
            FollowedTopic place,
            Runnable ensured,
            Supplier<Consumer<String, byte[]>> consumers,
            MessageFormat format,
            Function<String, Map<TopicPartition, Long>> endsNow) {
        this.topic = topic;
        this.position = from;
        this.follower = follower;
        this.place = place;
        this.ensured = ensured;
        this.consumers = consumers;
        this.format = format;
        this.endsNow = endsNow;
        this.thread =
                Thread.ofPlatform().daemon().name("follow-" + topic.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public Progress progress() {
        return new Progress(caughtUp, handled, waiting, problem);
    }

    @Override
    public void awaitPublished() {
        Map<TopicPartition, Long> ends = endsNow.apply(place.name());
        try {
            if (!reached.await(ends, PATIENCE)) {
                String why = problem;
                throw new TransportUnavailableException(
                        "The copy of " + topic.name() + " is behind" + (why == null ? "." : ": " + why),
                        new IllegalStateException(waiting + " messages wait"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportClosedException("Interrupted while waiting for the copy of " + topic.name() + ".");
        }
    }

    @Override
    public void close() {
        closing.countDown();
        reached.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosing()) {
            try (Connection connection = new Connection(consumers.get())) {
                connection.begin();
                while (!isClosing()) {
                    connection.step();
                }
            } catch (KafkaException | TransportUnavailableException e) {
                problem = "It is not connected: " + e.getMessage();
                log.warn("{} cannot be followed and will be again: {}", topic.name(), e.toString());
                pause();
            } catch (RuntimeException | Error e) {
                problem = "It failed; the server's log has the details.";
                log.error("{} could not be followed and will be again", topic.name(), e);
                pause();
            }
        }
    }

    /// While one consumer lasts.
    private final class Connection implements AutoCloseable {

        private final Consumer<String, byte[]> consumer;
        private final Gathering gathering = new Gathering(System::nanoTime);
        private String id = "";
        private Instant noted = clock.instant();
        private Instant compared = clock.instant();

        Connection(Consumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        void begin() {
            ensured.run();
            FollowedTopic.Found found = place.find();
            Map<TopicPartition, Long> ends = consumer.endOffsets(found.partitions());
            id = found.id();
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(found.partitions());
            position.map(from -> place.whyNotFrom(from, found, begins, ends, clock.instant()))
                    .ifPresent(this::startOver);
            FollowedTopic.seek(consumer, found.partitions(), position);
            if (endsAtStart == null) {
                endsAtStart = ends;
            }
            reached.to(FollowedTopic.places(consumer));
            look();
        }

        private void startOver(String reason) {
            log.warn("{} It is followed from its beginning.", reason);
            reached.to(Map.of());
            caughtUp = false;
            endsAtStart = null;
            follower.startOver(reason);
            position = Optional.empty();
        }

        void step() {
            requireSameTopic();
            List<M> messages = new ArrayList<>();
            int found = gather(messages);
            boolean onlyNotes = found == 0 && noted.plus(BETWEEN_NOTES).isBefore(clock.instant());
            if (onlyNotes) {
                requireBroker();
            }
            if (found > 0 || onlyNotes) {
                TopicPosition after = new TopicPosition(id, clock.instant(), FollowedTopic.places(consumer));
                if (!handle(messages, after)) {
                    return;
                }
                gathering.called();
                position = Optional.of(after);
                noted = after.at();
                handled += messages.size();
            }
            reached.to(FollowedTopic.places(consumer));
            look();
        }

        /// A topic that was deleted and made again under way may have more messages than were read of the former: then
        /// nothing else shows it. Connecting again tells why, and begins anew.
        private void requireSameTopic() {
            if (compared.plus(BETWEEN_COMPARISONS).isBefore(clock.instant())) {
                compared = clock.instant();
                if (!place.find().id().equals(id)) {
                    throw new KafkaException("The topic " + place.name() + " was made again.");
                }
            }
        }

        /// That nothing came is noted as the state of now: it must not be because no broker can be reached, since what
        /// is removed from the topic meanwhile would never be missed.
        private void requireBroker() {
            consumer.endOffsets(consumer.assignment());
        }

        /// Returns how many were received, those included that cannot be read. While more is gathered, nothing is asked
        /// for: of messages that keep coming each request would bring a few. Then what was asked for before the
        /// pause
        /// comes first, and behind it what came meanwhile.
        private int gather(List<M> messages) {
            Gathered gathered = receive(POLL, Gathered.NOTHING, messages);
            Duration pause = gathering.toWait(gathered);
            if (pause.isPositive() && !pauseFor(pause)) {
                gathered = receive(BRIEFLY, gathered, messages);
                if (!gathering.isEnough(gathered)) {
                    gathered = receive(BRIEFLY, gathered, messages);
                }
            }
            return gathered.messages();
        }

        private Gathered receive(Duration wait, Gathered before, List<M> messages) {
            Gathered gathered = before;
            for (ConsumerRecord<String, byte[]> each : consumer.poll(wait)) {
                gathered = gathered.and(each.serializedValueSize());
                read(each).ifPresent(messages::add);
            }
            return gathered;
        }

        private void look() {
            waiting = consumer.assignment().stream()
                    .mapToLong(each -> consumer.currentLag(each).orElse(0))
                    .sum();
            Map<TopicPartition, Long> wanted = endsAtStart;
            if (!caughtUp && wanted != null) {
                caughtUp = reached.is(wanted);
                waiting = Math.max(waiting, reached.missing(wanted));
            }
            problem = null;
        }

        @Override
        public void close() {
            consumer.close(CloseOptions.timeout(PAUSE_AFTER_FAILURE));
        }
    }

    /// As often as it takes. Returns false when it is to stop before.
    private boolean handle(List<M> messages, TopicPosition after) {
        while (!isClosing()) {
            try {
                follower.handle(messages, after);
                return true;
            } catch (RetriableException e) {
                problem = e.getMessage();
                log.warn("{} messages of {} wait: {}", messages.size(), topic.name(), e.getMessage());
            } catch (RuntimeException e) {
                problem = "It failed; the server's log has the details.";
                log.error("{} messages of {} will be handled again", messages.size(), topic.name(), e);
            }
            pause();
        }
        return false;
    }

    /// What cannot be read is put aside by the group that works the topic off.
    private Optional<M> read(ConsumerRecord<String, byte[]> found) {
        try {
            return Optional.of(format.read(topic, found));
        } catch (MessageFormat.UnreadableException e) {
            log.warn(
                    "A message of {} is left out: {} (partition {}, offset {})",
                    topic.name(),
                    e.getMessage(),
                    found.partition(),
                    found.offset());
            return Optional.empty();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause() {
        pauseFor(PAUSE_AFTER_FAILURE);
    }

    /// Returns whether it is to stop.
    private boolean pauseFor(Duration pause) {
        try {
            return closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
