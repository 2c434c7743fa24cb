package io.tabletalk.embedding.onednn;

import io.tabletalk.embedding.EmbeddingEngineAccess;
import io.tabletalk.embedding.onednn.DenseKernels.Then;
import io.tabletalk.embedding.onednn.NativeObjects.Step;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// What a layer of all-MiniLM-L6-v2 does for a passage of 155 tokens, on one core: its widest product, of bytes, and
/// its attention, of floats.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OneDnnBenchmark {

    private static final int TOKENS = 155;
    private static final int ROWS = 160; // as rows are rounded up
    private static final int WIDTH = 384;
    private static final int WIDE = 1_536;
    private static final int HEADS = 12;

    @SuppressWarnings("NullAway.Init") // made before anything is measured
    private NativeObjects objects;

    @SuppressWarnings("NullAway.Init")
    private MemorySegment stream;

    @SuppressWarnings("NullAway.Init")
    private Step product;

    @SuppressWarnings("NullAway.Init")
    private Attention attention;

    @SuppressWarnings("NullAway.Init")
    private MemorySegment together;

    @SuppressWarnings("NullAway.Init")
    private MemorySegment attended;

    @Setup
    public void make() {
        if (!EmbeddingEngineAccess.loadOneDnn(Path.of("target", "natives").toAbsolutePath())) {
            throw new IllegalStateException("oneDNN cannot be used here.");
        }
        OneDnn.stayOnThisThread();
        objects = new NativeObjects();
        stream = objects.stream();
        product = product();
        AttentionKernels kernels = new AttentionKernels(objects, WIDTH, HEADS);
        attention = new Attention(kernels, TOKENS, floats(kernels.headsAtOnce() * TOKENS, TOKENS), objects);
        together = floats(TOKENS, 3 * WIDTH);
        attended = floats(TOKENS, WIDTH);
    }

    /// The time of neither depends on the numbers.
    private Step product() {
        DenseKernels kernels = new DenseKernels(objects);
        MemorySegment layout = kernels.layout(WIDTH, WIDE);
        DenseWeights weights = new DenseWeights(
                layout,
                objects.memory(layout, objects.bytes(OneDnn.bytes(layout))),
                objects.vector(new float[WIDE], WIDE),
                objects.vector(new float[WIDE], 1, WIDE),
                WIDTH,
                WIDE);
        return objects.step(
                kernels.product(ROWS, weights, Then.NOTHING),
                OneDnn.SOURCE,
                objects.memory(
                        objects.description(OneDnn.UNSIGNED_BYTE, ROWS, WIDTH), objects.bytes((long) ROWS * WIDTH)),
                OneDnn.WEIGHTS,
                weights.weights(),
                OneDnn.STEPS_OF_WEIGHTS,
                weights.steps(),
                OneDnn.BIAS,
                weights.bias(),
                OneDnn.DESTINATION,
                objects.memory(objects.description(OneDnn.FLOAT, ROWS, WIDE), floats(ROWS, WIDE)));
    }

    private MemorySegment floats(int rows, int width) {
        return objects.bytes((long) rows * width * Float.BYTES);
    }

    @TearDown
    public void close() {
        objects.close();
    }

    @Benchmark
    public void denseProduct() {
        product.run(stream);
    }

    @Benchmark
    public MemorySegment attention() {
        attention.run(together, attended, 0, stream);
        return attended;
    }
}
