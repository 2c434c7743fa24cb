package io.tabletalk.embedding.onednn;

import io.tabletalk.embedding.onednn.NativeObjects.Kernel;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The primitives that work on rows, each compiled for a number of rows when that comes for the first time. Safe for
/// use by several threads.
final class DenseKernels {

    private static final int ROWS_OF_LAYOUT = 512;

    /// What follows a product.
    enum Then {
        /// Nothing: floats.
        NOTHING,
        /// A row is added to each of its rows: floats.
        ADD,
        /// Gelu, then a factor and a summand for each column: unsigned bytes.
        ACTIVATE
    }

    private record Shape(int rows, int inputs, int outputs, Then then) {}

    private record Normalization(int rows, int width, float epsilon) {}

    private record Quantization(int rows, int width) {}

    private final NativeObjects objects;
    private final Map<Shape, Kernel> products = new ConcurrentHashMap<>();
    private final Map<Normalization, Kernel> normalizations = new ConcurrentHashMap<>();
    private final Map<Quantization, Kernel> quantizations = new ConcurrentHashMap<>();

    DenseKernels(NativeObjects objects) {
        this.objects = objects;
    }

    /// How the weights of all products of this shape lie, whatever the number of rows.
    MemorySegment layout(int inputs, int outputs) {
        return OneDnn.weightsOf(objects.primitiveDescription(
                OneDnn.PRODUCT,
                objects.description(OneDnn.UNSIGNED_BYTE, ROWS_OF_LAYOUT, inputs),
                objects.anyLayout(OneDnn.SIGNED_BYTE, inputs, outputs),
                objects.description(OneDnn.FLOAT, 1, outputs),
                objects.description(OneDnn.FLOAT, ROWS_OF_LAYOUT, outputs),
                new Attributes(objects).stepsOfWeights().done()));
    }

    Kernel product(int rows, DenseWeights layer, Then then) {
        return products.computeIfAbsent(
                new Shape(rows, layer.inputs(), layer.outputs(), then), shape -> compile(shape, layer.layout()));
    }

    private Kernel compile(Shape shape, MemorySegment layout) {
        try (NativeObjects temporary = objects.onSameEngine()) {
            MemorySegment eachColumn = temporary.description(OneDnn.FLOAT, 1, shape.outputs());
            MemorySegment result = temporary.description(type(shape.then()), shape.rows(), shape.outputs());
            Attributes attributes = new Attributes(temporary).stepsOfWeights();
            switch (shape.then()) {
                case NOTHING -> {}
                case ADD -> attributes.with(OneDnn.ADD, result);
                case ACTIVATE ->
                    attributes.gelu().with(OneDnn.MULTIPLY, eachColumn).with(OneDnn.ADD, eachColumn);
            }
            return objects.kernel(temporary.primitiveDescription(
                    OneDnn.PRODUCT,
                    temporary.description(OneDnn.UNSIGNED_BYTE, shape.rows(), shape.inputs()),
                    layout,
                    eachColumn,
                    result,
                    attributes.done()));
        }
    }

    static int type(Then then) {
        return then == Then.ACTIVATE ? OneDnn.UNSIGNED_BYTE : OneDnn.FLOAT;
    }

    /// Brings each row to mean 0 and deviation 1, then multiplies by a gain and adds a shift for each column.
    Kernel normalization(int rows, int width, float epsilon) {
        return normalizations.computeIfAbsent(new Normalization(rows, width, epsilon), this::compile);
    }

    private Kernel compile(Normalization normalization) {
        try (NativeObjects temporary = objects.onSameEngine()) {
            MemorySegment shape = temporary.description(OneDnn.FLOAT, normalization.rows(), normalization.width());
            return objects.kernel(temporary.primitiveDescription(
                    OneDnn.NORMALIZATION,
                    OneDnn.INFERENCE,
                    shape,
                    shape,
                    MemorySegment.NULL,
                    normalization.epsilon(),
                    OneDnn.USE_SCALE_AND_SHIFT,
                    new Attributes(temporary).done()));
        }
    }

    /// Multiplies by a factor and adds a summand for each column: unsigned bytes.
    Kernel quantization(int rows, int width) {
        return quantizations.computeIfAbsent(new Quantization(rows, width), this::compile);
    }

    private Kernel compile(Quantization quantization) {
        int rows = quantization.rows();
        int width = quantization.width();
        try (NativeObjects temporary = objects.onSameEngine()) {
            MemorySegment eachColumn = temporary.description(OneDnn.FLOAT, 1, width);
            return objects.kernel(temporary.primitiveDescription(
                    OneDnn.BINARY,
                    OneDnn.MULTIPLY,
                    temporary.description(OneDnn.FLOAT, rows, width),
                    eachColumn,
                    temporary.description(OneDnn.UNSIGNED_BYTE, rows, width),
                    new Attributes(temporary).with(OneDnn.ADD, eachColumn).done()));
        }
    }
}
