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

    private List<float[]> embed(List<String> texts) {
        started.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        order.addAll(texts);
        return texts.stream().map(text -> new float[] {text.length()}).toList();
    }

    @Test
    void questionOvertakesWaitingPassages() throws Exception {
        try (WorkQueue<String> queue = new WorkQueue<>(this::embed, 1, 10)) {
            queue.passages(List.of("running"));
            started.await();
            CompletableFuture<List<float[]>> passage = queue.passages(List.of("waiting"));
            queue.question("question");
            gate.countDown();
            passage.join();
        }
        assertThat(order).containsExactly("running", "question", "waiting");
    }

    @Test
    void whoBringsMorePassagesThanFitWaits() throws Exception {
        try (WorkQueue<String> queue = new WorkQueue<>(this::embed, 1, 1)) {
            queue.passages(List.of("running"));
            started.await();
            queue.passages(List.of("waiting"));
            Thread third = Thread.ofVirtual().start(() -> queue.passages(List.of("third")));
            await().until(() -> third.getState() == Thread.State.WAITING);
            gate.countDown();
            third.join();
        }
    }

    @Test
    void failureReachesWhoAsked() {
        try (WorkQueue<String> queue = new WorkQueue<>(
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
        WorkQueue<String> queue = new WorkQueue<>(this::embed, 1, 10);
        CompletableFuture<List<float[]>> running = queue.passages(List.of("running"));
        started.await();
        CompletableFuture<List<float[]>> waiting = queue.passages(List.of("waiting"));
        Thread closing = Thread.ofVirtual().start(queue::close);
        await().until(waiting::isCompletedExceptionally);
        gate.countDown();
        closing.join();

        assertThat(running.join().getFirst()).containsExactly(7);
        assertThatIllegalStateException().isThrownBy(() -> queue.passages(List.of("late")));
    }
}
