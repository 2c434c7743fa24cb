package io.tabletalk.embedding.bert;

import io.tabletalk.embedding.bert.BertWeights.Table;
import io.tabletalk.embedding.onnx.OnnxWriter;
import io.tabletalk.embedding.onnx.Tensor;
import java.util.List;
import java.util.Map;

/// 32-bit floats, as the weights are published.
record FloatArithmetic() implements Arithmetic {

    @Override
    public String embeddings(OnnxWriter graph, BertWeights weights, String output) {
        graph.standard("Cast", List.of("input_ids"), "ids", Map.of("to", 6L));
        graph.fused(
                "EmbedLayerNormalization",
                List.of(
                        "ids",
                        "",
                        table(graph, "words", weights.words()),
                        table(graph, "positions", weights.positionsOfText()),
                        "",
                        graph.constant(
                                "embeddings.gain",
                                vector(weights.embeddingNorm().gain())),
                        graph.constant(
                                "embeddings.shift",
                                vector(weights.embeddingNorm().bias()))),
                List.of(output, "embeddings.unused"),
                Map.of("epsilon", 1e-12f));
        return output;
    }

    private static String table(OnnxWriter graph, String name, Table table) {
        return graph.constant(name, Tensor.of(table.values(), table.rows(), table.width()));
    }

    private static Tensor vector(float[] values) {
        return Tensor.of(values, values.length);
    }

    @Override
    public String product(OnnxWriter graph, String input, Dense layer, String output) {
        String weights =
                graph.constant(output + ".weights", Tensor.of(layer.weights(), layer.inputs(), layer.outputs()));
        return graph.standard("MatMul", List.of(input, weights), output);
    }

    @Override
    public Dense scaledFor(String denseInput, Dense layer) {
        return layer;
    }
}
