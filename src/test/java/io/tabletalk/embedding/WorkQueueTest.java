package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkQueueTest {

    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch started = new CountDownLatch(1);
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    private float[] embed(String text) {
        started.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        order.add(text);
        return new float[] {text.length()};
    }

    @Test
    void questionOvertakesWaitingPassages() throws Exception {
        try (WorkQueue queue = new WorkQueue(this::embed, 1, 10)) {
            queue.passage("running");
            started.await();
            CompletableFuture<float[]> passage = queue.passage("waiting");
            queue.question("question");
            gate.countDown();
            passage.join();
        }
        assertThat(order).containsExactly("running", "question", "waiting");
    }

    @Test
    void whoBringsMorePassagesThanFitWaits() throws Exception {
        try (WorkQueue queue = new WorkQueue(this::embed, 1, 1)) {
            queue.passage("running");
            started.await();
            queue.passage("waiting");
            Thread third = Thread.ofVirtual().start(() -> queue.passage("third"));
            await().until(() -> third.getState() == Thread.State.WAITING);
            gate.countDown();
            third.join();
        }
    }

    @Test
    void failureReachesWhoAsked() {
        try (WorkQueue queue = new WorkQueue(
                text -> {
                    throw new IllegalStateException("no such token");
                },
                1,
                1)) {
            assertThat(queue.question("?")).failsWithin(java.time.Duration.ofSeconds(10));
        }
    }

    @Test
    void closingFinishesWhatRunsAndRefusesWhatWaits() throws Exception {
        WorkQueue queue = new WorkQueue(this::embed, 1, 10);
        CompletableFuture<float[]> running = queue.passage("running");
        started.await();
        CompletableFuture<float[]> waiting = queue.passage("waiting");
        Thread closing = Thread.ofVirtual().start(queue::close);
        await().until(waiting::isCompletedExceptionally);
        gate.countDown();
        closing.join();

        assertThat(running.join()).containsExactly(7);
        assertThatIllegalStateException().isThrownBy(() -> queue.passage("late"));
    }
}
