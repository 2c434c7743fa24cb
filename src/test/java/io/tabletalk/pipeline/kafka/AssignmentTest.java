package io.tabletalk.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.pipeline.keyed.KeyedQueue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final TopicPartition FIRST = new TopicPartition("words", 0);
    private static final TopicPartition SECOND = new TopicPartition("words", 1);

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final KeyedQueue<Delivery<String>> queue = new KeyedQueue<>(100, 1_000);
    private final AtomicLong clock = new AtomicLong();
    private final GroupLease lease = new GroupLease(Duration.ofSeconds(10), clock::get, () -> 0);

    /// One after the other, these would be waited for for more than a minute and a half.
    @Test
    void partitionsThatGoTogetherAreWaitedForTogether() {
        List<TopicPartition> many = IntStream.range(0, 100)
                .mapToObj(number -> new TopicPartition("words", number))
                .toList();
        Assignment<String> assignment = assign(Duration.ofSeconds(1), many);
        many.forEach(partition -> assignment.of(partition).received(0));

        Thread revoking = Thread.ofVirtual().start(() -> assignment.onPartitionsRevoked(many));

        await().atMost(Duration.ofSeconds(60)).until(() -> !revoking.isAlive());
    }

    @Test
    void whatIsDoneIsNotedBeforeTheRestIsWaitedForAndTheRestAfterwards() throws InterruptedException {
        Assignment<String> assignment = assign(LONG, List.of(FIRST, SECOND));
        PartitionProgress done = assignment.of(FIRST);
        PartitionProgress inWork = assignment.of(SECOND);
        done.received(0);
        done.done(0);
        inWork.received(0);

        Thread revoking = Thread.ofVirtual().start(() -> assignment.onPartitionsRevoked(List.of(FIRST, SECOND)));

        await().until(() -> committed().containsKey(FIRST));
        assertThat(revoking.isAlive()).as("the second is in work").isTrue();
        inWork.done(0);
        revoking.join();
        assertThat(committed())
                .containsEntry(FIRST, new OffsetAndMetadata(1))
                .containsEntry(SECOND, new OffsetAndMetadata(1));
    }

    @Test
    void whatIsLetGoWhileItIsWaitedForEndsTheWait() {
        Assignment<String> assignment = assign(LONG, List.of(FIRST));
        PartitionProgress progress = assignment.of(FIRST);
        progress.received(0);

        Thread revoking = Thread.ofPlatform().daemon().start(() -> assignment.onPartitionsRevoked(List.of(FIRST)));
        await().until(() -> revoking.getState() == Thread.State.TIMED_WAITING);
        progress.letGo(0);

        await().until(() -> !revoking.isAlive());
    }

    @Test
    void whatWaitsInTheQueueIsLetGo() {
        Assignment<String> assignment = assign(LONG, List.of(FIRST, SECOND));
        receive(assignment.of(FIRST), "first");
        receive(assignment.of(SECOND), "second");

        Thread revoking = Thread.ofVirtual().start(() -> assignment.onPartitionsRevoked(List.of(FIRST)));

        await().until(() -> !revoking.isAlive());
        assertThat(queue.waiting()).as("what stays here").isEqualTo(1);
    }

    @Test
    void whatTheWorkersHaveNotFinishedWhenTheyEndIsNotWaitedFor() {
        Assignment<String> assignment = assign(LONG, List.of(FIRST));
        assignment.of(FIRST).received(0);
        assignment.waitNoLonger();

        Thread revoking = Thread.ofVirtual().start(() -> assignment.onPartitionsRevoked(List.of(FIRST)));

        await().until(() -> !revoking.isAlive());
    }

    @Test
    void theBrokersConfirmWhatIsNotDoneBeforeTheLeaseIsOver() {
        Assignment<String> assignment = assign(LONG, List.of(FIRST));
        assignment.of(FIRST).received(7);
        clock.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(lease.isHeld()).isTrue();

        assignment.commit();
        clock.addAndGet(Duration.ofSeconds(7).toNanos());

        assertThat(committed()).as("where it would go on").containsEntry(FIRST, new OffsetAndMetadata(7));
        assertThat(lease.isHeld()).isTrue();
        clock.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(lease.isHeld()).as("nobody has confirmed it since").isFalse();
    }

    @Test
    void whatWasAskedForEarlierDoesNotShortenTheLease() {
        GroupLease.Moment earlier = lease.now();
        clock.addAndGet(Duration.ofSeconds(7).toNanos());
        lease.renew(lease.now());

        lease.renew(earlier);

        clock.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void theBrokersConfirmAPartitionOfWhichNothingHasCome() {
        consumer.updateBeginningOffsets(Map.of(FIRST, 3L));
        Assignment<String> assignment = assign(LONG, List.of(FIRST));
        consumer.poll(Duration.ZERO);
        clock.addAndGet(Duration.ofSeconds(7).toNanos());

        assignment.commit();

        clock.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(lease.isHeld()).isTrue();
        assertThat(committed()).containsEntry(FIRST, new OffsetAndMetadata(3));
    }

    @Test
    void theLeaseIsRenewedWhileWorkOfPartitionsThatGoIsWaitedFor() throws InterruptedException {
        GroupLease brief = GroupLease.of(Duration.ofMillis(400));
        Assignment<String> assignment = new Assignment<>(consumer, queue, brief, LONG);
        assign(assignment, List.of(FIRST, SECOND));
        assignment.of(FIRST).received(7);
        long asked = System.nanoTime();

        Thread revoking = Thread.ofVirtual().start(() -> assignment.onPartitionsRevoked(List.of(FIRST)));

        await().until(() -> System.nanoTime() - asked > Duration.ofSeconds(1).toNanos() && brief.isHeld());
        revoking.interrupt();
        revoking.join();
    }

    @Test
    void whatIsGivenUpOrLostIsSomebodyElses() {
        Assignment<String> assignment = assign(LONG, List.of(FIRST, SECOND));
        PartitionProgress first = assignment.of(FIRST);
        PartitionProgress second = assignment.of(SECOND);
        second.received(0);
        assertThat(first.isGone()).isFalse();

        assignment.onPartitionsRevoked(List.of(FIRST));
        assertThat(first.isGone()).isTrue();
        assertThat(second.isGone()).isFalse();

        assignment.onPartitionsLost(List.of(SECOND));
        assertThat(second.isGone()).isTrue();
    }

    /// What was polled and could not be received is behind the position.
    @Test
    void ofAPartitionOfWhichNothingWasReceivedNothingIsNotedWhenItGoes() {
        consumer.updateBeginningOffsets(Map.of(FIRST, 3L));
        Assignment<String> assignment = assign(LONG, List.of(FIRST));
        consumer.addRecord(new ConsumerRecord<>("words", 0, 3L, "key", new byte[0]));
        assertThat(consumer.poll(Duration.ZERO)).hasSize(1);

        assignment.onPartitionsRevoked(List.of(FIRST));

        assertThat(committed()).isEmpty();
    }

    private Assignment<String> assign(Duration grace, List<TopicPartition> partitions) {
        return assign(new Assignment<>(consumer, queue, lease, grace), partitions);
    }

    private Assignment<String> assign(Assignment<String> assignment, List<TopicPartition> partitions) {
        consumer.subscribe(List.of("words"), assignment);
        consumer.rebalance(partitions);
        assignment.onPartitionsAssigned(partitions);
        return assignment;
    }

    private void receive(PartitionProgress progress, String message) {
        progress.received(0);
        queue.put(message, new Delivery.Readable<>(message, progress, 0), 1, true);
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() {
        return consumer.committed(Set.of(FIRST, SECOND));
    }
}
