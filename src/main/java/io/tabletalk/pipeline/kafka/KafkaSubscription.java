package io.tabletalk.pipeline.kafka;

import io.tabletalk.pipeline.QueueLimits;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.Transport.Subscription;
import io.tabletalk.pipeline.Transport.SubscriptionSettings;
import io.tabletalk.pipeline.TransportClosedException;
import io.tabletalk.pipeline.TransportUnavailableException;
import io.tabletalk.pipeline.WorkLease;
import io.tabletalk.pipeline.keyed.KeyedQueue;
import io.tabletalk.pipeline.keyed.KeyedWorkers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One group on one topic, in this process. A thread polls and never works, so that the group does not take the process
/// for dead however long the work takes; workers take what it brings, key by key. While enough waits for them, the
/// partitions are paused.
final class KafkaSubscription<M> implements Subscription {

    private static final Logger log = LoggerFactory.getLogger(KafkaSubscription.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration POLL_WHILE_PAUSED = Duration.ofMillis(10);

    /// Behind a few messages more are likely to come: asked for at once, they would come a few at a time, each time for
    /// a request.
    private static final Duration PAUSE_BEHIND_FEW = Duration.ofMillis(20);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration PATIENCE_WITH_BROKERS = Duration.ofSeconds(10);

    /// Full at [#FULL] of the room, taken up again at half of it: what one poll brings goes beyond the first.
    private static final double FULL = 0.9;

    private final Topic<M> topic;
    private final SubscriptionSettings settings;
    private final Consumer<List<M>> handler;
    private final KafkaTopics topics;
    private final Supplier<org.apache.kafka.clients.consumer.Consumer<String, byte[]>> consumers;
    private final MessageFormat format;
    private final Sender sender;
    private final GroupLease lease;
    private final QueueLimits limits;
    private final KeyedQueue<Delivery<M>> queue;
    private final KeyedWorkers<Delivery<M>> workers;
    private final Thread polling;
    private final LongAdder unreadable = new LongAdder();
    private volatile boolean closing;
    private volatile long notReceived;
    private volatile int partitions;
    private volatile @Nullable String problem = "It has not joined its group yet.";

    KafkaSubscription(
            Topic<M> topic,
            SubscriptionSettings settings,
            Consumer<List<M>> handler,
            KafkaTopics topics,
            Supplier<org.apache.kafka.clients.consumer.Consumer<String, byte[]>> consumers,
            MessageFormat format,
            Sender sender,
            GroupLease lease,
            QueueLimits limits) {
        this.topic = topic;
        this.settings = settings;
        this.handler = handler;
        this.topics = topics;
        this.consumers = consumers;
        this.format = format;
        this.sender = sender;
        this.lease = lease;
        this.limits = limits;
        this.queue = new KeyedQueue<>(limits.messages(), limits.weight());
        this.workers = new KeyedWorkers<>(
                topic.name(), settings, queue, this::handle, Delivery::isWanted, Delivery::letGo, limits.grace());
        this.polling =
                Thread.ofPlatform().daemon().name("poll-" + settings.group()).unstarted(this::run);
    }

    void start() {
        workers.start();
        polling.start();
    }

    @Override
    public long backlog() {
        return notReceived + queue.waiting();
    }

    SubscriptionStatus status() {
        return new SubscriptionStatus(topic.name(), settings.group(), partitions, backlog(), unreadable.sum(), problem);
    }

    @Override
    public void close() {
        beginClose();
        endClose();
    }

    void beginClose() {
        closing = true;
        workers.beginClose();
    }

    void endClose() {
        if (KeyedWorkers.isWorkOf(topic.name())) {
            return; // a worker that closes its own subscription cannot wait for itself
        }
        try {
            polling.join(limits.grace().plus(PATIENCE_WITH_BROKERS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            try (var consumer = new Membership(consumers.get())) {
                consumer.join();
                while (!closing) {
                    consumer.poll();
                }
            } catch (TransportClosedException e) {
                log.debug("{} closes", settings.group());
            } catch (KafkaException | TransportUnavailableException e) {
                problem = "It is not connected: " + e.getMessage();
                log.warn(
                        "{} is not connected to {} and will be again: {}",
                        settings.group(),
                        topic.name(),
                        e.toString());
                pause(PAUSE_AFTER_FAILURE);
            } catch (RuntimeException | Error e) {
                problem = "It failed; the server's log has the details.";
                log.error("{} failed and goes on with {}", settings.group(), topic.name(), e);
                pause(PAUSE_AFTER_FAILURE);
            }
        }
    }

    /// While the group takes this process for a member.
    private final class Membership implements AutoCloseable {

        private final org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer;
        private final Assignment<M> assignment;

        Membership(org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer) {
            this.consumer = consumer;
            this.assignment = new Assignment<>(consumer, queue, lease, limits.grace());
        }

        void join() {
            topics.ensure(topic);
            consumer.subscribe(List.of(topics.name(topic)), assignment);
        }

        void poll() {
            boolean full = pauseOrResume();
            ConsumerRecords<String, byte[]> found = consumer.poll(full ? POLL_WHILE_PAUSED : POLL);
            found.forEach(this::accept);
            assignment.commit();
            partitions = assignment.size();
            notReceived = assignment.notReceived();
            problem = null;
            if (!found.isEmpty() && found.count() < KafkaClients.MOST_MESSAGES_POLLED) {
                pause(PAUSE_BEHIND_FEW);
            }
        }

        /// Partitions that come while there is no room are paused by the next round.
        private boolean pauseOrResume() {
            if (!queue.isFilledAtMost(FULL)) {
                consumer.pause(consumer.assignment());
            } else if (queue.isFilledAtMost(FULL / 2)) {
                consumer.resume(consumer.paused());
            }
            return !consumer.paused().isEmpty();
        }

        private void accept(ConsumerRecord<String, byte[]> found) {
            PartitionProgress progress = assignment.of(new TopicPartition(found.topic(), found.partition()));
            Delivery<M> delivery = delivery(found, progress);
            progress.received(found.offset());
            try {
                queue.put(String.valueOf(found.key()), delivery, weight(found), true);
            } catch (TransportClosedException e) {
                delivery.letGo();
                throw e;
            }
        }

        private Delivery<M> delivery(ConsumerRecord<String, byte[]> found, PartitionProgress progress) {
            try {
                return new Delivery.Readable<>(format.read(topic, found), progress, found.offset());
            } catch (MessageFormat.UnreadableException e) {
                return new Delivery.Unreadable<>(found, String.valueOf(e.getMessage()), progress);
            }
        }

        /// Work that is under way is finished before the group is told. Gives up the partitions, which notes what is
        /// done.
        @Override
        public void close() {
            if (closing) {
                assignment.commitAndWait();
                workers.endClose();
                assignment.waitNoLonger();
            }
            partitions = 0;
            consumer.close(CloseOptions.timeout(PATIENCE_WITH_BROKERS));
        }
    }

    /// The unreadable ones are put aside behind the others, and each is done at once: so none is put aside again,
    /// however often what shares its batch has to be delivered.
    private void handle(List<Delivery<M>> deliveries) {
        WorkLease.during(() -> isOurs(deliveries), () -> handleOurs(deliveries));
    }

    private void handleOurs(List<Delivery<M>> deliveries) {
        WorkLease.require();
        List<Delivery.Readable<M>> readable = new ArrayList<>();
        List<Delivery.Unreadable<M>> broken = new ArrayList<>();
        for (Delivery<M> delivery : deliveries) {
            switch (delivery) {
                case Delivery.Readable<M> each -> readable.add(each);
                case Delivery.Unreadable<M> each -> broken.add(each);
            }
        }
        if (!readable.isEmpty()) {
            handler.accept(readable.stream().map(Delivery.Readable::message).toList());
        }
        readable.forEach(Delivery::done);
        broken.forEach(this::putAside);
    }

    private boolean isOurs(List<Delivery<M>> deliveries) {
        return lease.isHeld()
                && deliveries.stream().noneMatch(delivery -> delivery.progress().isGone());
    }

    private void putAside(Delivery.Unreadable<M> broken) {
        sender.putAside(topics.deadLetters(topic), broken.found(), broken.reason());
        broken.done();
        unreadable.increment();
        log.error(
                "A message of {} was put aside in {}: {} (partition {}, offset {})",
                topic.name(),
                topics.deadLetters(topic),
                broken.reason(),
                broken.found().partition(),
                broken.offset());
    }

    /// What it takes in memory once it is read, about.
    private static long weight(ConsumerRecord<String, byte[]> found) {
        return 512L + 2L * Math.max(0, found.serializedValueSize());
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
