package io.tabletalk.embedding.onednn;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tabletalk.embedding.EmbeddingEngineAccess;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NativeObjectsTest {

    private static final int ROWS = 16;

    @BeforeAll
    static void load() {
        assumeTrue(
                EmbeddingEngineAccess.loadOneDnn(Path.of("target", "natives").toAbsolutePath()),
                "oneDNN cannot be used here");
    }

    @Test
    void allAreDestroyedWhenDestroyingOneFails() {
        NativeObjects objects = new NativeObjects();
        MemorySegment bytes = objects.bytes(1);
        List<Integer> destroyed = new ArrayList<>();
        objects.destroyWithThese(() -> destroyed.add(1));
        for (int number : List.of(2, 3)) {
            objects.destroyWithThese(() -> {
                destroyed.add(number);
                throw new IllegalStateException("failure " + number);
            });
        }
        objects.destroyWithThese(() -> destroyed.add(4));

        assertThatIllegalStateException()
                .isThrownBy(objects::close)
                .withMessage("failure 3")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .extracting(Throwable::getMessage)
                        .isEqualTo("failure 2"));
        assertThat(destroyed).containsExactly(4, 3, 2, 1);
        assertThatIllegalStateException().isThrownBy(() -> bytes.get(JAVA_BYTE, 0));
    }

    @Test
    void normalizationsOfTwoWidthsAreTwo() {
        OneDnn.stayOnThisThread();
        try (NativeObjects objects = new NativeObjects()) {
            DenseKernels kernels = new DenseKernels(objects);
            for (int width : List.of(32, 8, 64)) {
                assertNormalizes(kernels, width, objects);
            }
            assertThat(kernels.quantization(ROWS, 32)).isNotEqualTo(kernels.quantization(ROWS, 8));
            assertThat(kernels.normalization(ROWS, 32, 1f)).isNotEqualTo(kernels.normalization(ROWS, 32, 2f));
        }
    }

    /// Of the numbers 0 to `width` - 1 the deviation is known.
    private static void assertNormalizes(DenseKernels kernels, int width, NativeObjects objects) {
        MemorySegment rows = objects.bytes((long) ROWS * width * Float.BYTES);
        for (int i = 0; i < ROWS * width; i++) {
            rows.setAtIndex(JAVA_FLOAT, i, i % width);
        }
        MemorySegment memory = objects.memory(objects.description(OneDnn.FLOAT, ROWS, width), rows);
        float[] ones = new float[width];
        Arrays.fill(ones, 1);

        objects.step(
                        kernels.normalization(ROWS, width, 1e-12f),
                        OneDnn.SOURCE,
                        memory,
                        OneDnn.DESTINATION,
                        memory,
                        OneDnn.SCALE,
                        objects.vector(ones, width),
                        OneDnn.SHIFT,
                        objects.vector(new float[width], width))
                .run(objects.stream());

        double deviation = Math.sqrt((width * (double) width - 1) / 12);
        for (int i = 0; i < ROWS * width; i++) {
            assertThat((double) rows.getAtIndex(JAVA_FLOAT, i))
                    .isCloseTo((i % width - (width - 1) / 2.0) / deviation, within(1e-4));
        }
    }
}
