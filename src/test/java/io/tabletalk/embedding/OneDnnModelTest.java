package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tabletalk.embedding.onnx.OnnxReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Models and threads that come and go.
class OneDnnModelTest {

    private static final int TEXTS = 40;
    private static final int WORD_PIECES = 30_000;

    private final List<long[]> texts = texts();

    @BeforeAll
    static void load() {
        Optional<String> hindrance = NativeLibraries.loadOneDnn(EmbeddingEngineAccess.natives());
        assumeTrue(hindrance.isEmpty(), hindrance.orElse(""));
    }

    @Test
    void closingAModelLeavesAnotherOfTheSameThreadAsItWas() throws IOException {
        try (LoadedModel staying = open()) {
            List<float[]> before = oneByOne(staying);
            for (int i = 0; i < 3; i++) {
                try (LoadedModel closing = open()) {
                    assertSame(oneByOne(closing), before);
                }
                assertSame(oneByOne(staying), before);
            }
        }
    }

    @Test
    void closingAModelOnAnotherThreadLeavesAnotherAsItWas() throws Exception {
        try (LoadedModel staying = open();
                ExecutorService worker = Executors.newSingleThreadExecutor()) {
            LoadedModel closing = open();
            List<float[]> before = worker.submit(() -> oneByOne(staying)).get();
            worker.submit(() -> oneByOne(closing)).get();

            closing.close();

            assertSame(worker.submit(() -> oneByOne(staying)).get(), before);
            assertSame(oneByOne(staying), before);
        }
    }

    @Test
    void threadsThatEndLeaveOthersAsTheyWere() throws Exception {
        try (LoadedModel model = open();
                ExecutorService staying = Executors.newFixedThreadPool(2)) {
            List<float[]> alone = oneByOne(model);
            List<Future<List<float[]>>> vectors = new ArrayList<>();
            Callable<List<float[]>> all = () -> oneByOne(model);
            for (int i = 0; i < 4; i++) {
                vectors.add(staying.submit(all));
                vectors.add(staying.submit(all));
                try (ExecutorService ending = Executors.newSingleThreadExecutor()) {
                    vectors.add(ending.submit(all));
                }
            }
            for (Future<List<float[]>> ofThread : vectors) {
                assertSame(ofThread.get(), alone);
            }
        }
    }

    private static void assertSame(List<float[]> vectors, List<float[]> expected) {
        assertThat(vectors.toArray(float[][]::new)).isDeepEqualTo(expected.toArray(float[][]::new));
    }

    private List<float[]> oneByOne(LoadedModel model) {
        return texts.stream().map(ids -> model.embed(List.of(ids)).getFirst()).toList();
    }

    private static LoadedModel open() throws IOException {
        try (InputStream shipped = Objects.requireNonNull(
                OneDnnModelTest.class.getResourceAsStream("/models/all-minilm-l6-v2/int8.onnx"))) {
            return new OneDnnModel(
                    new OnnxReader(ByteBuffer.wrap(shipped.readAllBytes())),
                    KnownModel.MINI_LM.heads(),
                    KnownModel.MINI_LM.traits(),
                    512);
        }
    }

    /// Of many lengths, so that most have to be compiled while others compute.
    private static List<long[]> texts() {
        Random random = new Random(5);
        List<long[]> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            texts.add(random.longs(random.nextInt(3, 200), 0, WORD_PIECES).toArray());
        }
        return texts;
    }
}
