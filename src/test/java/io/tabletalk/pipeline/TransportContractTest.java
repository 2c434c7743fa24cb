package io.tabletalk.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tabletalk.pipeline.Transport.SubscriptionSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every transport promises.
public abstract class TransportContractTest {

    /// The most messages that may wait in the transport under test.
    protected static final int CAPACITY = 50;

    protected record Message(String key, int number) {}

    private static final Topic<Message> TOPIC = new Topic<>("numbers", Message.class, Message::key);

    /// About what every transport takes a message of this type for: 600 and twice its key.
    private static final Topic<Message> WEIGHED = new Topic<>(
            "weighed",
            Message.class,
            Message::key,
            message -> 600 + 2 * message.key().length());

    private Transport transport;

    /// A new transport whose topics hold at most [#CAPACITY] messages.
    protected abstract Transport open();

    @BeforeEach
    void openTransport() {
        transport = open();
    }

    @AfterEach
    void closeTransport() {
        transport.close();
    }

    @Test
    void deliversEveryMessage() {
        Queue<Message> received = new ConcurrentLinkedQueue<>();
        transport.subscribe(TOPIC, new SubscriptionSettings("readers", 3, 7), received::addAll);

        List<Message> sent = publish(500, 20);

        await().untilAsserted(() -> assertThat(received).containsExactlyInAnyOrderElementsOf(sent));
    }

    @Test
    void batchesAreNoLargerThanAsked() {
        Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
        AtomicInteger received = new AtomicInteger();
        transport.subscribe(TOPIC, new SubscriptionSettings("readers", 2, 5), batch -> {
            sizes.add(batch.size());
            received.addAndGet(batch.size());
        });

        publish(300, 10);

        await().until(() -> received.get() == 300);
        assertThat(sizes).allSatisfy(size -> assertThat(size).isBetween(1, 5));
    }

    @Test
    void keepsTheOrderOfEachKeyWithSeveralWorkers() {
        Map<String, Queue<Integer>> received = new ConcurrentHashMap<>();
        transport.subscribe(
                TOPIC,
                new SubscriptionSettings("readers", 4, 3),
                batch -> batch.forEach(
                        message -> received.computeIfAbsent(message.key(), key -> new ConcurrentLinkedQueue<>())
                                .add(message.number())));

        publish(1_000, 13);

        await().until(() -> received.values().stream().mapToInt(Queue::size).sum() == 1_000);
        assertThat(received.values())
                .allSatisfy(numbers -> assertThat(new ArrayList<>(numbers)).isSorted());
    }

    @Test
    void neverDeliversTwoMessagesOfOneKeyAtOnce() {
        Set<String> inWork = ConcurrentHashMap.newKeySet();
        AtomicBoolean overlapped = new AtomicBoolean();
        AtomicInteger received = new AtomicInteger();
        transport.subscribe(TOPIC, new SubscriptionSettings("readers", 4, 4), batch -> {
            Set<String> keys = new HashSet<>(batch.stream().map(Message::key).toList());
            keys.forEach(key -> overlapped.compareAndSet(false, !inWork.add(key)));
            Thread.yield();
            inWork.removeAll(keys);
            received.addAndGet(batch.size());
        });

        publish(1_000, 5);

        await().until(() -> received.get() == 1_000);
        assertThat(overlapped).isFalse();
    }

    @Test
    void severalBatchesAreInWorkAtOnce() {
        CountDownLatch both = new CountDownLatch(2);
        AtomicInteger done = new AtomicInteger();
        transport.subscribe(TOPIC, new SubscriptionSettings("readers", 2, 1), batch -> {
            both.countDown();
            awaitQuietly(both);
            done.incrementAndGet();
        });

        // Enough keys for a transport that spreads them over lanes to use two.
        publish(20, 20);

        await().until(() -> done.get() == 20);
    }

    @Test
    void deliversAgainWhatTheHandlerThrewOn() {
        Queue<Integer> received = new ConcurrentLinkedQueue<>();
        AtomicInteger failures = new AtomicInteger();
        transport.subscribe(TOPIC, new SubscriptionSettings("readers", 1, 4), batch -> {
            if (batch.stream().anyMatch(message -> message.number() == 3) && failures.incrementAndGet() <= 2) {
                throw new IllegalStateException("not yet");
            }
            batch.forEach(message -> received.add(message.number()));
        });

        for (int number = 0; number < 8; number++) {
            transport.publish(TOPIC, new Message("one", number));
        }

        await().untilAsserted(() -> assertThat(received).contains(0, 1, 2, 3, 4, 5, 6, 7));
        assertThat(failures.get()).isGreaterThan(2);
        assertThat(List.copyOf(received)).as("in order").isSorted();
    }

    @Test
    void everyGroupGetsEveryMessage() {
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        transport.subscribe(TOPIC, new SubscriptionSettings("first", 1, 10), batch -> first.addAndGet(batch.size()));
        transport.subscribe(TOPIC, new SubscriptionSettings("second", 2, 10), batch -> second.addAndGet(batch.size()));

        publish(100, 10);

        await().until(() -> first.get() == 100 && second.get() == 100);
    }

    @Test
    void batchesAreNoHeavierThanAskedUnlessOneMessageIs() {
        Queue<List<Message>> batches = new ConcurrentLinkedQueue<>();
        transport.subscribe(WEIGHED, new SubscriptionSettings("readers", 1, 10, 2_100), batches::add);
        Message heavy = new Message("x".repeat(2_000), 0);
        List<Message> sent = new ArrayList<>(List.of(heavy));
        IntStream.rangeClosed(1, 200)
                .mapToObj(number -> new Message("key-" + number % 20, number))
                .forEach(sent::add);

        transport.publishAll(WEIGHED, sent);

        await().untilAsserted(() ->
                assertThat(batches.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(sent));
        assertThat(batches).contains(List.of(heavy));
        assertThat(batches).allMatch(batch -> batch.size() <= 3).anyMatch(batch -> batch.size() > 1);
    }

    @Test
    void aConsumerMayPublishToItsOwnTopicBeyondTheLimit() {
        AtomicInteger received = new AtomicInteger();
        transport.subscribe(TOPIC, new SubscriptionSettings("readers", 1, 1), batch -> {
            if (received.getAndIncrement() == 0) {
                publish(3 * CAPACITY, 3 * CAPACITY);
            }
        });

        transport.publish(TOPIC, new Message("first", 0));

        await().until(() -> received.get() == 3 * CAPACITY + 1);
    }

    @Test
    void closingFinishesTheBatchInWorkAndTakesNoMore() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean finished = new AtomicBoolean();
        transport.subscribe(TOPIC, new SubscriptionSettings("readers", 1, 1), batch -> {
            working.countDown();
            awaitQuietly(goOn);
            finished.set(true);
        });
        transport.publish(TOPIC, new Message("one", 1));
        working.await();

        Thread closing = Thread.ofVirtual().start(transport::close);
        await().untilAsserted(() -> assertThatThrownBy(() -> transport.publish(TOPIC, new Message("two", 2)))
                .isInstanceOf(TransportClosedException.class));
        assertThat(finished).isFalse();
        goOn.countDown();
        closing.join();

        assertThat(finished).isTrue();
    }

    protected List<Message> publish(int count, int keys) {
        List<Message> sent = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Message message = new Message("key-" + number % keys, number);
            transport.publish(TOPIC, message);
            sent.add(message);
        }
        return sent;
    }

    protected static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
