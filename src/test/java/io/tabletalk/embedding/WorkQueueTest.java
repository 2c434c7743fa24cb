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

    private String call(String text) {
        started.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        order.add(text);
        return text;
    }

    @Test
    void questionOvertakesWaitingPassages() throws Exception {
        try (WorkQueue queue = new WorkQueue(1, 10)) {
            queue.passages(1, () -> call("running"));
            started.await();
            CompletableFuture<String> passage = queue.passages(1, () -> call("waiting"));
            queue.question(() -> call("question"));
            gate.countDown();
            passage.join();
        }
        assertThat(order).containsExactly("running", "question", "waiting");
    }

    @Test
    void whoBringsMorePassagesThanFitWaits() throws Exception {
        try (WorkQueue queue = new WorkQueue(1, 1)) {
            queue.passages(1, () -> call("running"));
            started.await();
            queue.passages(1, () -> call("waiting"));
            Thread third = Thread.ofVirtual().start(() -> queue.passages(1, () -> call("third")));
            await().until(() -> third.getState() == Thread.State.WAITING);
            gate.countDown();
            third.join();
        }
    }

    @Test
    void failureReachesWhoAsked() {
        try (WorkQueue queue = new WorkQueue(1, 1)) {
            CompletableFuture<String> asked = queue.question(() -> {
                throw new IllegalStateException("no such token");
            });
            assertThat(asked).failsWithin(java.time.Duration.ofSeconds(10));
        }
    }

    @Test
    void closingFinishesWhatRunsAndRefusesWhatWaits() throws Exception {
        WorkQueue queue = new WorkQueue(1, 10);
        CompletableFuture<String> running = queue.passages(1, () -> call("running"));
        started.await();
        CompletableFuture<String> waiting = queue.passages(1, () -> call("waiting"));
        Thread closing = Thread.ofVirtual().start(queue::close);
        await().until(waiting::isCompletedExceptionally);
        gate.countDown();
        closing.join();

        assertThat(running.join()).isEqualTo("running");
        assertThatIllegalStateException().isThrownBy(() -> queue.passages(1, () -> call("late")));
    }
}
