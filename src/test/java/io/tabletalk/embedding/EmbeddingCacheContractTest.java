package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every cache of what engines made promises.
public abstract class EmbeddingCacheContractTest {

    protected static final String ENGINE = "model/int8/mean/256";

    /// An empty cache.
    ///
    /// @param size the most to keep
    protected abstract EmbeddingCache cache(int size);

    /// The same cache as after a restart of this process.
    protected abstract EmbeddingCache reopened(int size);

    @Test
    void whatIsStoredComesBackToTheLastBit() {
        EmbeddingCache cache = cache(100);
        byte[] made = {0, 1, -1, Byte.MIN_VALUE, Byte.MAX_VALUE, 13, 10};

        cache.store(ENGINE, Map.of(text("tea"), made, text("nothing"), new byte[0]));

        assertThat(cache.find(ENGINE, List.of(text("tea"), text("coffee"))))
                .containsOnlyKeys(text("tea"))
                .hasEntrySatisfying(text("tea"), held -> assertThat(held).isEqualTo(made));
        assertThat(cache.find(ENGINE, List.of(text("nothing"))).get(text("nothing")))
                .isEmpty();
    }

    @Test
    void whatIsStoredSurvivesARestart() {
        cache(100).store(ENGINE, made(0, 10));

        assertThat(reopened(100).find(ENGINE, made(0, 10).keySet())).hasSize(10);
    }

    @Test
    void whatAnotherEngineMadeIsNotFound() {
        EmbeddingCache cache = cache(100);
        cache.store(ENGINE, Map.of(text("tea"), new byte[] {1, 0}));
        cache.store("other", Map.of(text("tea"), new byte[] {0, 1}));

        assertThat(cache.find(ENGINE, List.of(text("tea"))).get(text("tea"))).containsExactly(1, 0);
        assertThat(cache.find("other", List.of(text("tea"))).get(text("tea"))).containsExactly(0, 1);
        assertThat(cache.find("third", List.of(text("tea")))).isEmpty();
    }

    @Test
    void whatIsForgottenIsGoneForEveryEngineAndTheRestStays() {
        EmbeddingCache cache = cache(5_000);
        cache.store(ENGINE, made(0, 1_500));
        cache.store("other", made(0, 1_500));

        assertThat(cache.forget(made(0, 1_400).keySet())).isEqualTo(2_800);
        assertThat(cache.forget(made(0, 1_400).keySet())).as("idempotent").isZero();

        assertThat(cache.find(ENGINE, made(0, 1_500).keySet())).hasSize(100);
        assertThat(cache.find("other", made(0, 1_500).keySet())).hasSize(100);
        cache.store(ENGINE, made(0, 1));
        assertThat(cache.find(ENGINE, made(0, 1).keySet())).hasSize(1);
    }

    @Test
    void whatWasStoredFirstIsPushedOutFirst() {
        EmbeddingCache cache = cache(20);
        for (int i = 0; i < 50; i += 10) {
            cache.store(ENGINE, made(i, i + 10));
        }

        assertThat(cache.find(ENGINE, made(0, 30).keySet())).isEmpty();
        assertThat(cache.find(ENGINE, made(30, 50).keySet())).hasSize(20);
    }

    @Test
    void storingAgainChangesNothing() {
        EmbeddingCache cache = cache(20);
        for (int i = 0; i < 5; i++) {
            cache.store(ENGINE, made(0, 10));
        }

        assertThat(cache.find(ENGINE, made(0, 10).keySet())).hasSize(10);
    }

    @Test
    void askingForNothingGivesNothing() {
        EmbeddingCache cache = cache(20);

        cache.store(ENGINE, Map.of());
        cache.forget(List.of());

        assertThat(cache.find(ENGINE, List.of())).isEmpty();
    }

    @Test
    void manyThreadsUseItAtOnce() throws Exception {
        EmbeddingCache cache = cache(10_000);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writing = IntStream.range(0, 8)
                    .<Future<?>>mapToObj(n -> threads.submit(() -> {
                        for (int i = 0; i < 100; i += 10) {
                            cache.store(ENGINE, made(n * 50 + i, n * 50 + i + 10));
                            cache.find(ENGINE, made(0, 450).keySet());
                        }
                    }))
                    .toList();
            for (Future<?> one : writing) {
                one.get();
            }
        }

        assertThat(cache.find(ENGINE, made(0, 450).keySet())).hasSize(450);
    }

    protected static TextHash text(String text) {
        return TextHash.of(text);
    }

    private static Map<TextHash, byte[]> made(int from, int to) {
        Map<TextHash, byte[]> made = new HashMap<>();
        for (int i = from; i < to; i++) {
            made.put(text("text " + i), new byte[] {(byte) i, 1, 2});
        }
        return made;
    }
}
