package io.tabletalk.pipeline.kafka;

import io.tabletalk.pipeline.keyed.KeyedQueue;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The partitions that this process has, and how far each is. Used by the polling thread alone.
///
/// A partition that goes to another process is given up only when its messages in work are done, so that no two
/// processes work on one key; what was not begun is left to the other.
final class Assignment<M> implements ConsumerRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(Assignment.class);

    /// With a commit that is waited for. Without it, the messages are delivered again.
    private static final Duration PATIENCE_WITH_BROKERS = Duration.ofSeconds(5);

    private final Consumer<String, byte[]> consumer;
    private final KeyedQueue<Delivery<M>> queue;
    private final GroupLease lease;
    private final Map<TopicPartition, PartitionProgress> partitions = new HashMap<>();
    private Duration grace;
    private boolean committing;

    /// @param lease renewed with every commit that succeeds, and by commits of their own when it is due
    /// @param grace how long work of partitions that go is waited for, of all that go at once together
    Assignment(Consumer<String, byte[]> consumer, KeyedQueue<Delivery<M>> queue, GroupLease lease, Duration grace) {
        this.consumer = consumer;
        this.queue = queue;
        this.lease = lease;
        this.grace = grace;
    }

    PartitionProgress of(TopicPartition partition) {
        return Objects.requireNonNull(partitions.get(partition), "a message of a partition that was not assigned");
    }

    int size() {
        return partitions.size();
    }

    /// How many messages of these partitions have not been received yet, as far as is known.
    long notReceived() {
        return partitions.keySet().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    /// Notes on the brokers what is done, without waiting for them; also when nothing new is done, so that they confirm
    /// in time that this process is a member.
    void commit() {
        if (committing) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = lease.isDue() ? places(partitions) : committable(partitions);
        if (offsets.isEmpty()) {
            return;
        }
        committing = true;
        long asked = lease.now();
        consumer.commitAsync(offsets, (done, problem) -> {
            committing = false;
            if (problem == null) {
                lease.renew(asked);
                noteCommitted(done, partitions);
            } else if (problem instanceof RetriableException || problem instanceof RebalanceInProgressException) {
                log.debug("What is done is noted in the next round", problem);
            } else {
                log.warn("What is done could not be noted and will be again: {}", problem.getMessage());
            }
        });
    }

    /// Notes on the brokers what is done, before it is waited for what is not.
    void commitAndWait() {
        commitAndWait(partitions);
    }

    /// To be called when the workers have ended: what they have not finished then, nobody will.
    void waitNoLonger() {
        grace = Duration.ZERO;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        assigned.forEach(partition -> partitions.put(partition, new PartitionProgress()));
        lease.renew(lease.now());
        log.info("Assigned: {}", assigned);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        Map<TopicPartition, PartitionProgress> gone = giveUp(revoked);
        commitAndWait(gone, places(gone)); // also when nothing is done: what is in work may take effect meanwhile
        finish(gone);
        commitAndWait(gone);
        gone.values().forEach(PartitionProgress::gone);
        log.info("Given up: {}", revoked);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        giveUp(lost).values().forEach(PartitionProgress::gone);
        log.warn("Lost: {}; what was in work is delivered again elsewhere", lost);
    }

    private Map<TopicPartition, PartitionProgress> giveUp(Collection<TopicPartition> leaving) {
        Map<TopicPartition, PartitionProgress> gone = new HashMap<>();
        for (TopicPartition partition : leaving) {
            PartitionProgress progress = partitions.remove(partition);
            if (progress != null) {
                progress.revoke();
                gone.put(partition, progress);
            }
        }
        queue.removeIf(delivery -> {
            boolean left = delivery.progress().isRevoked();
            if (left) {
                delivery.letGo();
            }
            return left;
        });
        return gone;
    }

    private void finish(Map<TopicPartition, PartitionProgress> gone) {
        long deadline = System.nanoTime() + grace.toNanos();
        List<TopicPartition> unfinished = gone.entrySet().stream()
                .filter(each -> !isIdleBy(deadline, each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!unfinished.isEmpty()) {
            log.warn("Work of {} is not finished in time; it is delivered again elsewhere", unfinished);
        }
    }

    private static boolean isIdleBy(long deadline, PartitionProgress progress) {
        try {
            return progress.awaitIdle(Duration.ofNanos(deadline - System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void commitAndWait(Map<TopicPartition, PartitionProgress> some) {
        commitAndWait(some, committable(some));
    }

    private void commitAndWait(
            Map<TopicPartition, PartitionProgress> some, Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (offsets.isEmpty()) {
            return;
        }
        long asked = lease.now();
        try {
            consumer.commitSync(offsets, PATIENCE_WITH_BROKERS);
            lease.renew(asked);
            noteCommitted(offsets, some);
        } catch (KafkaException e) {
            log.warn("What is done could not be noted, and is delivered again: {}", e.getMessage());
        }
    }

    private static void noteCommitted(
            Map<TopicPartition, OffsetAndMetadata> offsets, Map<TopicPartition, PartitionProgress> some) {
        offsets.forEach((partition, offset) -> {
            PartitionProgress progress = some.get(partition);
            if (progress != null) {
                progress.committed(offset.offset());
            }
        });
    }

    private static Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, PartitionProgress> some) {
        return offsets(some, (partition, progress) -> progress.committable());
    }

    /// Where successors should begin, known to the brokers or not.
    private Map<TopicPartition, OffsetAndMetadata> places(Map<TopicPartition, PartitionProgress> some) {
        return offsets(some, (partition, progress) -> {
            OptionalLong place = progress.successorsPlace();
            return place.isPresent() ? place : position(partition);
        });
    }

    /// Of a partition of which nothing was received; empty while it is not known, or the partition is not ours.
    private OptionalLong position(TopicPartition partition) {
        try {
            return OptionalLong.of(consumer.position(partition, Duration.ZERO));
        } catch (KafkaException | IllegalStateException e) {
            log.debug("Where {} begins is not known", partition, e);
            return OptionalLong.empty();
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(
            Map<TopicPartition, PartitionProgress> some,
            BiFunction<TopicPartition, PartitionProgress, OptionalLong> place) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        some.forEach((partition, progress) -> place.apply(partition, progress)
                .ifPresent(offset -> offsets.put(partition, new OffsetAndMetadata(offset))));
        return offsets;
    }
}
