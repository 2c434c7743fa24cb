package io.tabletalk.pipeline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.pipeline.Transport.SubscriptionSettings;
import io.tabletalk.pipeline.TransportClosedException;
import io.tabletalk.pipeline.TransportContractTest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LocalTransportTest extends TransportContractTest {

    private static final Topic<String> WORDS = new Topic<>("words", String.class, word -> word, String::length);

    @Override
    protected Transport open() {
        return transport(CAPACITY, 1_000_000);
    }

    @Test
    void publishingWaitsWhileTheTopicIsFull() {
        try (Transport transport = transport(CAPACITY, 1_000_000)) {
            CountDownLatch goOn = new CountDownLatch(1);
            AtomicInteger received = new AtomicInteger();
            var subscription = transport.subscribe(WORDS, new SubscriptionSettings("readers", 1, 1), batch -> {
                awaitQuietly(goOn);
                received.incrementAndGet();
            });
            AtomicInteger accepted = new AtomicInteger();

            Thread publisher = Thread.ofVirtual().start(() -> {
                for (int number = 0; number < 200; number++) {
                    transport.publish(WORDS, "word" + number);
                    accepted.incrementAndGet();
                }
            });

            int waitingAndInWork = CAPACITY + 1;
            await().until(() -> publisher.getState() == Thread.State.WAITING && accepted.get() == waitingAndInWork);
            assertThat(subscription.backlog()).isEqualTo(CAPACITY);
            goOn.countDown();
            await().until(() -> received.get() == 200);
        }
    }

    @Test
    void largeMessagesFillTheTopicByTheirWeight() {
        try (Transport transport = transport(CAPACITY, 100)) {
            CountDownLatch goOn = new CountDownLatch(1);
            AtomicInteger received = new AtomicInteger();
            var subscription = transport.subscribe(WORDS, new SubscriptionSettings("readers", 1, 1), batch -> {
                awaitQuietly(goOn);
                received.incrementAndGet();
            });

            Thread publisher = Thread.ofVirtual().start(() -> {
                for (int number = 0; number < 10; number++) {
                    transport.publish(WORDS, Integer.toString(number).repeat(60));
                }
                transport.publish(WORDS, "heavier than all the room there is".repeat(10));
            });

            await().until(() -> publisher.getState() == Thread.State.WAITING && subscription.backlog() == 1);
            goOn.countDown();
            await().until(() -> received.get() == 11);
        }
    }

    @Test
    void aSlowKeyHoldsUpNoOther() {
        try (Transport transport = transport(CAPACITY, 1_000_000)) {
            CountDownLatch goOn = new CountDownLatch(1);
            AtomicInteger fast = new AtomicInteger();
            transport.subscribe(WORDS, new SubscriptionSettings("readers", 2, 1), batch -> {
                if (batch.contains("slow")) {
                    awaitQuietly(goOn);
                } else {
                    fast.incrementAndGet();
                }
            });

            transport.publish(WORDS, "slow");
            for (int number = 0; number < 40; number++) {
                transport.publish(WORDS, "fast" + number);
            }

            await().until(() -> fast.get() == 40);
            goOn.countDown();
        }
    }

    @Test
    void aPublisherThatWaitsIsToldWhenTheTransportCloses() throws InterruptedException {
        Transport transport = transport(1, 1_000_000);
        CountDownLatch goOn = new CountDownLatch(1);
        transport.subscribe(WORDS, new SubscriptionSettings("readers", 1, 1), batch -> awaitQuietly(goOn));
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread publisher = Thread.ofVirtual().start(() -> {
            try {
                for (int number = 0; number < 10; number++) {
                    transport.publish(WORDS, "word" + number);
                }
            } catch (TransportClosedException e) {
                failure.set(e);
            }
        });
        await().until(() -> publisher.getState() == Thread.State.WAITING);

        Thread closing = Thread.ofVirtual().start(transport::close);
        publisher.join();
        goOn.countDown();
        closing.join();

        assertThat(failure.get()).isInstanceOf(TransportClosedException.class);
    }

    @Test
    void workThatDoesNotEndIsInterruptedWhenTheGraceIsOver() {
        Transport transport = new LocalTransport(CAPACITY, 1_000_000, Duration.ofMillis(20));
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        transport.subscribe(WORDS, new SubscriptionSettings("readers", 1, 1), batch -> {
            try {
                working.countDown();
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        transport.publish(WORDS, "endless");
        awaitQuietly(working);

        transport.close();

        await().until(() -> interrupted.getCount() == 0);
    }

    @Test
    void aMessageThatNobodyWouldGetIsRefused() {
        try (Transport transport = transport(CAPACITY, 1_000_000)) {
            assertThatThrownBy(() -> transport.publish(WORDS, "hello"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("words");
        }
    }

    private static Transport transport(int messages, long weight) {
        return new LocalTransport(messages, weight, Duration.ofSeconds(10));
    }
}
