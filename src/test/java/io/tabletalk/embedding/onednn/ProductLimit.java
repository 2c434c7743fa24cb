package io.tabletalk.embedding.onednn;

import io.tabletalk.embedding.onednn.NativeObjects.Step;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How fast this machine multiplies matrices of the size that a model has, with nothing beside it, on all its cores at
/// once: the limit of any engine that computes the same products. The library must have been loaded before.
public final class ProductLimit {

    private static final int ROWS = 512;
    private static final int INPUTS = 384;
    private static final int OUTPUTS = 1536;
    private static final long NANOSECONDS = 1_000_000_000;

    private ProductLimit() {}

    /// Operations per second, of which a multiplication and an addition are two.
    ///
    /// @param precision `fp32` or `int8`
    public static double operationsPerSecond(String precision) throws InterruptedException, ExecutionException {
        int cores = Runtime.getRuntime().availableProcessors();
        try (ExecutorService threads = Executors.newFixedThreadPool(cores)) {
            List<Future<Double>> rates = new ArrayList<>();
            for (int core = 0; core < cores; core++) {
                rates.add(threads.submit(() -> ofThisThread(precision.equals("int8"))));
            }
            double sum = 0;
            for (Future<Double> rate : rates) {
                sum += rate.get();
            }
            return sum;
        }
    }

    private static double ofThisThread(boolean bytes) {
        OneDnn.stayOnThisThread();
        try (NativeObjects objects = new NativeObjects()) {
            MemorySegment stream = objects.stream();
            Step product = product(bytes, objects);
            product.run(stream);
            long begin = System.nanoTime();
            long count = 0;
            while (System.nanoTime() - begin < NANOSECONDS) {
                product.run(stream);
                count++;
            }
            return 2.0 * ROWS * INPUTS * OUTPUTS * count * 1e9 / (System.nanoTime() - begin);
        }
    }

    private static Step product(boolean bytes, NativeObjects objects) {
        MemorySegment rows = objects.description(bytes ? OneDnn.UNSIGNED_BYTE : OneDnn.FLOAT, ROWS, INPUTS);
        MemorySegment open = objects.anyLayout(bytes ? OneDnn.SIGNED_BYTE : OneDnn.FLOAT, INPUTS, OUTPUTS);
        MemorySegment result = objects.description(OneDnn.FLOAT, ROWS, OUTPUTS);
        MemorySegment description = objects.primitiveDescription(
                OneDnn.PRODUCT, rows, open, MemorySegment.NULL, result, MemorySegment.NULL);
        MemorySegment weights = OneDnn.weightsOf(description);
        return objects.step(
                objects.kernel(description),
                OneDnn.SOURCE,
                objects.memory(rows, objects.bytes(OneDnn.bytes(rows))),
                OneDnn.WEIGHTS,
                objects.memory(weights, objects.bytes(OneDnn.bytes(weights))),
                OneDnn.DESTINATION,
                objects.memory(result, objects.bytes(OneDnn.bytes(result))));
    }
}
