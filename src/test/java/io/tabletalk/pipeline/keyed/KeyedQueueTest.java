package io.tabletalk.pipeline.keyed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KeyedQueueTest {

    private final KeyedQueue<Integer> queue = new KeyedQueue<>(100, 10_000);

    @Test
    void batchHoldsWhatFitsInOrder() throws InterruptedException {
        for (int weight : new int[] {40, 60, 30, 300, 20}) {
            queue.put("key-" + weight, weight, weight, false);
        }

        assertThat(batches(10, 100, 4)).containsExactly(List.of(40, 60), List.of(30), List.of(300), List.of(20));
    }

    @Test
    void messagesOfOneKeyAreCutToo() throws InterruptedException {
        for (int weight : new int[] {40, 50, 60, 5}) {
            queue.put("key", weight, weight, false);
        }

        assertThat(batches(10, 100, 2)).containsExactly(List.of(40, 50), List.of(60, 5));
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void roomThatACutKeyLeavesGoesToTheNext() throws InterruptedException {
        queue.put("cut", 40, 40, false);
        queue.put("cut", 90, 90, false);
        queue.put("next", 30, 30, false);

        assertThat(batches(10, 100, 2)).containsExactly(List.of(40, 30), List.of(90));
    }

    @Test
    void noBatchHasMoreMessagesThanAskedHoweverLightTheyAre() throws InterruptedException {
        for (int number = 1; number <= 5; number++) {
            queue.put("key-" + number % 2, number, 1, false);
        }

        assertThat(batches(2, 100, 3)).containsExactly(List.of(1, 3), List.of(2, 4), List.of(5));
    }

    private List<List<Integer>> batches(int max, long maxWeight, int count) throws InterruptedException {
        List<List<Integer>> batches = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            var batch = Objects.requireNonNull(queue.take(max, maxWeight));
            batches.add(batch.messages());
            queue.done(batch);
        }
        return batches;
    }
}
