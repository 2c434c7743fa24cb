package io.tabletalk.embedding.onednn;

import io.tabletalk.embedding.onnx.OnnxReader;
import java.util.ArrayList;
import java.util.List;

/// The weights of a model and the primitives that compute it. Safe for use by several threads.
///
/// @param dense     what computes the dense layers
/// @param attention what computes the attention
record Bert(
        WordTable words,
        BertLayer.Norm embeddingNorm,
        List<BertLayer> layers,
        DenseKernels dense,
        AttentionKernels attention) {

    /// @param heads   of the attention
    /// @param objects what the weights and the primitives lie in
    /// @throws IllegalArgumentException when the model is not one that `embedding.bert` has prepared in eight bits
    static Bert read(OnnxReader model, int heads, NativeObjects objects) {
        WordTable words = WordTable.read(model, objects);
        DenseKernels dense = new DenseKernels(objects);
        List<BertLayer> layers = new ArrayList<>();
        while (BertLayer.isThere(model, layers.size())) {
            layers.add(BertLayer.read(model, layers.size(), words.width() / heads, dense, objects));
        }
        return new Bert(
                words,
                BertLayer.Norm.read(model, "embeddings", objects),
                List.copyOf(layers),
                dense,
                new AttentionKernels(objects, words.width(), heads));
    }

    int width() {
        return words.width();
    }
}
