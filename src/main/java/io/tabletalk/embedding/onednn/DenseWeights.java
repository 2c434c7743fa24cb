package io.tabletalk.embedding.onednn;

import io.tabletalk.embedding.onednn.NativeObjects.Kernel;
import io.tabletalk.embedding.onnx.OnnxReader;
import io.tabletalk.embedding.onnx.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/// A dense layer in bytes, laid out as the product wants it.
///
/// @param layout  of the weights
/// @param steps   what one of a weight stands for times what one of an input stands for, for each output
/// @param bias    for each output, less what the zero of the inputs adds to the product
/// @param inputs  numbers in
/// @param outputs numbers out
record DenseWeights(
        MemorySegment layout, MemorySegment weights, MemorySegment steps, MemorySegment bias, int inputs, int outputs) {

    /// What a dense layer is in the model's file.
    ///
    /// @param product of which the constants are named
    /// @param bias    name of the constant
    record Names(String product, String bias) {}

    /// What multiplies the first outputs, besides.
    ///
    /// @param outputs how many
    record Factor(int outputs, float value) {
        static final Factor NONE = new Factor(0, 1);
    }

    /// @param names  of its constants
    /// @param factor of some outputs
    static DenseWeights read(
            OnnxReader model, Names names, Factor factor, DenseKernels kernels, NativeObjects objects) {
        Tensor matrix = model.constant(names.product() + ".weights");
        int inputs = (int) matrix.shape()[0];
        int outputs = (int) matrix.shape()[1];
        byte[] values = bytes(matrix);
        float step = model.constant(names.product() + ".step").floats()[0];
        int zero = model.constant(names.product() + ".zero").data().get(0) & 0xFF;
        float[] steps = model.constant(names.product() + ".steps").floats();
        float[] bias = model.constant(names.bias()).floats();
        for (int output = 0; output < outputs; output++) {
            float scale = output < factor.outputs() ? factor.value() : 1;
            int sum = 0;
            for (int input = 0; input < inputs; input++) {
                sum += values[input * outputs + output];
            }
            steps[output] *= step * scale;
            bias[output] = bias[output] * scale - (float) zero * sum * steps[output];
        }
        MemorySegment layout = kernels.layout(inputs, outputs);
        return new DenseWeights(
                layout,
                packed(values, layout, inputs, outputs, objects),
                objects.vector(steps, outputs),
                objects.vector(bias, 1, outputs),
                inputs,
                outputs);
    }

    private static byte[] bytes(Tensor matrix) {
        ByteBuffer data = matrix.data().duplicate();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }

    private static MemorySegment packed(
            byte[] values, MemorySegment layout, int inputs, int outputs, NativeObjects objects) {
        MemorySegment packed = objects.memory(layout, objects.bytes(OneDnn.bytes(layout)));
        try (NativeObjects temporary = objects.onSameEngine()) {
            MemorySegment plain = temporary.description(OneDnn.SIGNED_BYTE, inputs, outputs);
            MemorySegment data = temporary.bytes(values.length);
            MemorySegment.copy(values, 0, data, ValueLayout.JAVA_BYTE, 0, values.length);
            Kernel reorder = temporary.kernel(temporary.created(
                    OneDnn.REORDER,
                    OneDnn.DESTROY_PRIMITIVE_DESCRIPTION,
                    plain,
                    temporary.engine(),
                    layout,
                    temporary.engine(),
                    new Attributes(temporary).done()));
            temporary
                    .step(reorder, OneDnn.SOURCE, temporary.memory(plain, data), OneDnn.DESTINATION, packed)
                    .run(temporary.stream());
        }
        return packed;
    }
}
