package io.tabletalk.pipeline.kafka;

import io.tabletalk.pipeline.keyed.KeyedQueue;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
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

    /// When the group's latest decision began to be carried out; null when nothing has to be given up.
    private GroupLease.@Nullable Moment rebalanced;

    /// @param lease renewed with every commit that succeeds, and by commits of its own when it is due
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
        Map<TopicPartition, OffsetAndMetadata> offsets = committable(partitions);
        if (offsets.isEmpty() && lease.isDue()) {
            offsets = anyPlace();
        }
        if (offsets.isEmpty()) {
            return;
        }
        committing = true;
        GroupLease.Moment asked = lease.now();
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
        lease.renew(Objects.requireNonNullElseGet(rebalanced, lease::now));
        rebalanced = null;
        log.info("Assigned: {}", assigned);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        rebalanced = lease.now();
        Map<TopicPartition, PartitionProgress> gone = giveUp(revoked);
        commitAndWait(gone);
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
                .filter(each -> !isIdleBy(deadline, each.getValue(), gone))
                .map(Map.Entry::getKey)
                .toList();
        if (!unfinished.isEmpty()) {
            log.warn("Work of {} is not finished in time; it is delivered again elsewhere", unfinished);
        }
    }

    /// The lease is renewed meanwhile: what is in work, of these partitions and of others, is to take effect.
    private boolean isIdleBy(long deadline, PartitionProgress progress, Map<TopicPartition, PartitionProgress> gone) {
        try {
            for (Duration left = until(deadline);
                    !progress.awaitIdle(shorter(left, lease.untilDue()));
                    left = until(deadline)) {
                if (!left.isPositive()) {
                    return false;
                }
                renewIfDue(gone);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void renewIfDue(Map<TopicPartition, PartitionProgress> gone) {
        if (lease.isDue()) {
            commitAndWait(gone, offsets(gone, PartitionProgress::successorsPlace));
        }
    }

    private static Duration until(long deadline) {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void commitAndWait(Map<TopicPartition, PartitionProgress> some) {
        commitAndWait(some, committable(some));
    }

    private void commitAndWait(
            Map<TopicPartition, PartitionProgress> some, Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (offsets.isEmpty()) {
            return;
        }
        GroupLease.Moment asked = lease.now();
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
        return offsets(some, PartitionProgress::committable);
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(
            Map<TopicPartition, PartitionProgress> some, Function<PartitionProgress, OptionalLong> place) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        some.forEach((partition, progress) ->
                place.apply(progress).ifPresent(offset -> offsets.put(partition, new OffsetAndMetadata(offset))));
        return offsets;
    }

    /// Where a successor should begin in one of the partitions: as good as any other to be confirmed.
    private Map<TopicPartition, OffsetAndMetadata> anyPlace() {
        for (Map.Entry<TopicPartition, PartitionProgress> each : partitions.entrySet()) {
            OptionalLong received = each.getValue().successorsPlace();
            OptionalLong place = received.isPresent() ? received : position(each.getKey());
            if (place.isPresent()) {
                return Map.of(each.getKey(), new OffsetAndMetadata(place.getAsLong()));
            }
        }
        return Map.of();
    }

    /// Of a partition of which nothing was received; empty while it is not known. To be asked only when all that was
    /// polled is received: what was not is behind the position.
    private OptionalLong position(TopicPartition partition) {
        try {
            return OptionalLong.of(consumer.position(partition, Duration.ZERO));
        } catch (KafkaException | IllegalStateException e) {
            log.debug("Where {} begins is not known", partition, e);
            return OptionalLong.empty();
        }
    }
}
