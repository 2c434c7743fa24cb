package io.tabletalk.embedding.bert;

import io.tabletalk.embedding.onnx.OnnxWriter;

/// In which numbers a graph computes.
sealed interface Arithmetic permits FloatArithmetic, StaticInt8Arithmetic {

    /// Adds what turns `input_ids` into one normalized row for each token.
    ///
    /// @return the output
    String embeddings(OnnxWriter graph, BertWeights weights, String output);

    /// Adds the product of an input and the weights of a layer, without the bias.
    ///
    /// @return the output
    String product(OnnxWriter graph, String input, Dense layer, String output);

    /// The layer as it has to be when its output becomes, by nothing but sums and weighted means, the dense input of
    /// the given name.
    Dense scaledFor(String denseInput, Dense layer);
}
