package io.tabletalk.pipeline.keyed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.pipeline.OutageException;
import io.tabletalk.pipeline.Transport.SubscriptionSettings;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyedWorkersTest {

    private static final SubscriptionSettings READERS = new SubscriptionSettings("readers", 1, 10);

    private final KeyedQueue<String> queue = new KeyedQueue<>(100, 1_000);
    private final Queue<List<String>> delivered = new ConcurrentLinkedQueue<>();
    private final Queue<String> letGo = new ConcurrentLinkedQueue<>();
    private final Set<String> unwanted = ConcurrentHashMap.newKeySet();
    private final KeyedWorkers<String> workers = workers(this::fail);

    @AfterEach
    void close() {
        workers.beginClose();
        workers.endClose();
    }

    @Test
    void aBatchThatClosingCutsOffBetweenTwoDeliveriesIsLetGo() {
        queue.put("a", "one", 1, true);
        queue.put("a", "two", 1, true);
        workers.start();
        await().until(() -> !delivered.isEmpty());

        workers.beginClose();
        workers.endClose();

        assertThat(letGo).containsExactly("one", "two");
    }

    @Test
    void whatIsNoLongerWantedIsLetGoOnceAndTheOthersAreDeliveredAgain() {
        queue.put("a", "one", 1, true);
        queue.put("a", "two", 1, true);
        unwanted.add("one");
        workers.start();

        await().until(() -> delivered.size() >= 3);

        assertThat(delivered).startsWith(List.of("one", "two"), List.of("two"), List.of("two"));
        assertThat(letGo).containsExactly("one");
    }

    private void fail(List<String> messages) {
        delivered.add(messages);
        throw new OutageException("The embedder is away.", new IllegalStateException("refused"));
    }

    private KeyedWorkers<String> workers(Consumer<List<String>> handler) {
        return new KeyedWorkers<>(
                "words",
                READERS,
                queue,
                handler,
                message -> !unwanted.contains(message),
                letGo::add,
                Duration.ofSeconds(10));
    }
}
