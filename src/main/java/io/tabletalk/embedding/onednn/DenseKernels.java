package io.tabletalk.embedding.onednn;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/// The primitives that work on rows, each compiled for a number of rows when that comes for the first time. For
/// one thread.
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

    private final NativeObjects objects;
    private final Map<Shape, MemorySegment> products = new HashMap<>();
    private final Map<Integer, MemorySegment> normalizations = new HashMap<>();
    private final Map<Integer, MemorySegment> quantizations = new HashMap<>();

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

    MemorySegment product(int rows, DenseWeights layer, Then then) {
        return products.computeIfAbsent(
                new Shape(rows, layer.inputs(), layer.outputs(), then), shape -> compile(shape, layer.layout()));
    }

    private MemorySegment compile(Shape shape, MemorySegment layout) {
        MemorySegment eachColumn = objects.description(OneDnn.FLOAT, 1, shape.outputs());
        Attributes attributes = new Attributes(objects).stepsOfWeights();
        switch (shape.then()) {
            case NOTHING -> {}
            case ADD -> attributes.with(OneDnn.ADD, objects.description(OneDnn.FLOAT, shape.rows(), shape.outputs()));
            case ACTIVATE -> attributes.gelu().with(OneDnn.MULTIPLY, eachColumn).with(OneDnn.ADD, eachColumn);
        }
        return objects.primitive(objects.primitiveDescription(
                OneDnn.PRODUCT,
                objects.description(OneDnn.UNSIGNED_BYTE, shape.rows(), shape.inputs()),
                layout,
                eachColumn,
                objects.description(type(shape.then()), shape.rows(), shape.outputs()),
                attributes.done()));
    }

    static int type(Then then) {
        return then == Then.ACTIVATE ? OneDnn.UNSIGNED_BYTE : OneDnn.FLOAT;
    }

    /// Brings each row to mean 0 and deviation 1, then multiplies by a gain and adds a shift for each column.
    MemorySegment normalization(int rows, int width, float epsilon) {
        return normalizations.computeIfAbsent(rows, count -> {
            MemorySegment shape = objects.description(OneDnn.FLOAT, count, width);
            return objects.primitive(objects.primitiveDescription(
                    OneDnn.NORMALIZATION,
                    OneDnn.INFERENCE,
                    shape,
                    shape,
                    MemorySegment.NULL,
                    epsilon,
                    OneDnn.USE_SCALE_AND_SHIFT,
                    MemorySegment.NULL));
        });
    }

    /// Multiplies by a factor and adds a summand for each column: unsigned bytes.
    MemorySegment quantization(int rows, int width) {
        return quantizations.computeIfAbsent(rows, count -> {
            MemorySegment eachColumn = objects.description(OneDnn.FLOAT, 1, width);
            return objects.primitive(objects.primitiveDescription(
                    OneDnn.BINARY,
                    OneDnn.MULTIPLY,
                    objects.description(OneDnn.FLOAT, count, width),
                    eachColumn,
                    objects.description(OneDnn.UNSIGNED_BYTE, count, width),
                    new Attributes(objects).with(OneDnn.ADD, eachColumn).done()));
        });
    }
}
