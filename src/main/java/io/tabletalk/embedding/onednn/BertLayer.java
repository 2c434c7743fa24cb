package io.tabletalk.embedding.onednn;

import io.tabletalk.embedding.onednn.DenseWeights.Factor;
import io.tabletalk.embedding.onednn.DenseWeights.Names;
import io.tabletalk.embedding.onnx.OnnxReader;
import java.lang.foreign.MemorySegment;

/// One layer of a transformer, read from a model that `embedding.bert` has prepared.
///
/// @param together       query, key and value side by side, the query divided by the root of a head's width
/// @param attentionInput how what goes into the dense layers becomes bytes; so do the other inputs
record BertLayer(
        DenseWeights together,
        DenseWeights projected,
        DenseWeights widened,
        DenseWeights shrunk,
        Norm attentionNorm,
        Norm outputNorm,
        ToBytes attentionInput,
        ToBytes projectionInput,
        ToBytes intermediateInput,
        ToBytes outputInput) {

    /// A layer normalization: a number for each column.
    record Norm(MemorySegment gain, MemorySegment shift) {

        static Norm read(OnnxReader model, String name, NativeObjects objects) {
            float[] gain = model.constant(name + ".gain").floats();
            float[] shift = model.constant(name + ".shift").floats();
            return new Norm(objects.vector(gain, gain.length), objects.vector(shift, shift.length));
        }
    }

    /// A factor and a summand for each column, which make of floats the bytes that stand for them.
    record ToBytes(MemorySegment factors, MemorySegment summands) {

        /// @param input   name of what becomes bytes
        /// @param product name of the product it goes into
        static ToBytes read(OnnxReader model, String input, String product, int width, NativeObjects objects) {
            float step = model.constant(product + ".step").floats()[0];
            int zero = model.constant(product + ".zero").data().get(0) & 0xFF;
            float[] factors = new float[width];
            float[] summands = new float[width];
            float[] smoothing = model.hasConstant(input + ".factors")
                    ? model.constant(input + ".factors").floats()
                    : null;
            for (int column = 0; column < width; column++) {
                factors[column] = (smoothing == null ? 1 : smoothing[column]) / step;
                summands[column] = zero;
            }
            return new ToBytes(objects.vector(factors, 1, width), objects.vector(summands, 1, width));
        }
    }

    static boolean isThere(OnnxReader model, int number) {
        return model.hasConstant("layer." + number + ".attention.weights");
    }

    /// @param headWidth numbers of one head of the attention
    static BertLayer read(OnnxReader model, int number, int headWidth, DenseKernels kernels, NativeObjects objects) {
        String layer = "layer." + number + ".";
        int width = model.constant(layer + "projected.bias").floats().length;
        int wide = model.constant(layer + "widened.bias").floats().length;
        String next = "layer." + (number + 1) + ".attention.input";
        Factor query = new Factor(width, (float) (1 / Math.sqrt(headWidth)));
        return new BertLayer(
                dense(model, layer + "attention", query, kernels, objects),
                dense(model, layer + "projected", Factor.NONE, kernels, objects),
                dense(model, layer + "widened", Factor.NONE, kernels, objects),
                dense(model, layer + "shrunk", Factor.NONE, kernels, objects),
                Norm.read(model, layer + "intermediate.input", objects),
                Norm.read(model, isThere(model, number + 1) ? next : "last_hidden_state", objects),
                ToBytes.read(model, layer + "attention.input", layer + "attention", width, objects),
                ToBytes.read(model, layer + "projection.input", layer + "projected", width, objects),
                ToBytes.read(model, layer + "intermediate.input", layer + "widened", width, objects),
                ToBytes.read(model, layer + "output.input", layer + "shrunk", wide, objects));
    }

    private static DenseWeights dense(
            OnnxReader model, String name, Factor factor, DenseKernels kernels, NativeObjects objects) {
        return DenseWeights.read(model, new Names(name, name + ".bias"), factor, kernels, objects);
    }
}
