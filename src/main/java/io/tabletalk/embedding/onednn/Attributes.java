package io.tabletalk.embedding.onednn;

import java.lang.foreign.MemorySegment;

/// What a primitive does to its result before it writes it, and that its scratchpad is brought. Not safe for use by
/// several threads.
final class Attributes {

    private static final int FIRST_POST_OPERATION = 32_768;
    private static final int EACH_COLUMN = 2;

    private final MemorySegment attributes;
    private final MemorySegment operations;

    Attributes(NativeObjects objects) {
        this.attributes = objects.created(OneDnn.ATTRIBUTES, OneDnn.DESTROY_ATTRIBUTES);
        OneDnn.call(OneDnn.SET_SCRATCHPAD_MODE, attributes, OneDnn.BROUGHT_SCRATCHPAD);
        this.operations = objects.created(OneDnn.POST_OPERATIONS, OneDnn.DESTROY_POST_OPERATIONS);
    }

    /// Multiplies each column of the product by the step of its weights.
    Attributes stepsOfWeights() {
        OneDnn.call(OneDnn.SET_SCALES, attributes, OneDnn.WEIGHTS, EACH_COLUMN);
        return this;
    }

    Attributes gelu() {
        OneDnn.call(OneDnn.APPEND_ELEMENTWISE, operations, OneDnn.GELU, 0f, 0f);
        return this;
    }

    /// Adds a tensor, or multiplies by it.
    ///
    /// @param operation [OneDnn#ADD] or [OneDnn#MULTIPLY]
    Attributes with(int operation, MemorySegment description) {
        OneDnn.call(OneDnn.APPEND_BINARY, operations, operation, description);
        return this;
    }

    MemorySegment done() {
        OneDnn.call(OneDnn.SET_POST_OPERATIONS, attributes, operations);
        return attributes;
    }

    /// The number of the tensor of an operation that was added.
    ///
    /// @param index counts all operations
    static int tensorOf(int index) {
        return FIRST_POST_OPERATION * (index + 1) | OneDnn.SECOND_SOURCE;
    }
}
