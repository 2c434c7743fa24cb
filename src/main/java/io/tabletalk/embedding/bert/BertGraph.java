package io.tabletalk.embedding.bert;

import io.tabletalk.embedding.bert.BertWeights.Layer;
import io.tabletalk.embedding.bert.BertWeights.Norm;
import io.tabletalk.embedding.onnx.OnnxWriter;
import io.tabletalk.embedding.onnx.Tensor;
import io.tabletalk.embedding.onnx.Tensor.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The graph of a BERT model in ONNX Runtime's fused operations, which its own optimizer does not find in the published
/// files.
///
/// Inputs `input_ids` and `attention_mask`: 64-bit integers of shape (texts, tokens). Output `last_hidden_state`:
/// floats of shape (texts, tokens, width).
final class BertGraph {

    static final String OUTPUT = "last_hidden_state";

    /// As in BERT's layer normalizations.
    private static final Map<String, ?> EPSILON = Map.of("epsilon", 1e-12f);

    private final OnnxWriter graph = new OnnxWriter("bert");
    private final BertWeights weights;
    private final Arithmetic arithmetic;
    private final List<String> denseInputs = new ArrayList<>();

    private BertGraph(BertWeights weights, Arithmetic arithmetic) {
        this.weights = weights;
        this.arithmetic = arithmetic;
    }

    static OnnxWriter of(BertWeights weights, Arithmetic arithmetic) {
        BertGraph graph = new BertGraph(weights, arithmetic);
        graph.build();
        return graph.graph;
    }

    /// A graph that also gives what goes into each dense layer, under the names of [DenseInput].
    static OnnxWriter observing(BertWeights weights, Arithmetic arithmetic) {
        BertGraph graph = new BertGraph(weights, arithmetic);
        graph.build();
        for (String input : graph.denseInputs) {
            graph.graph.output(input, ElementType.FLOAT, List.of("texts", "tokens", "channels"));
        }
        return graph.graph;
    }

    private void build() {
        graph.input("input_ids", ElementType.LONG, List.of("texts", "tokens"));
        graph.input("attention_mask", ElementType.LONG, List.of("texts", "tokens"));
        graph.output(OUTPUT, ElementType.FLOAT, List.of("texts", "tokens", (long) weights.width()));
        graph.standard("Cast", List.of("attention_mask"), "mask", Map.of("to", (long) 6));
        String hidden = arithmetic.embeddings(graph, weights, name(0, DenseInput.ATTENTION));
        for (int layer = 0; layer < weights.layers().size(); layer++) {
            boolean last = layer == weights.layers().size() - 1;
            String output = last ? OUTPUT : name(layer + 1, DenseInput.ATTENTION);
            hidden = layer(layer, weights.layers().get(layer), hidden, output);
        }
    }

    private String layer(int number, Layer layer, String input, String output) {
        String prefix = "layer." + number + ".";
        String attended = attention(number, layer, input);
        String projected = dense(attended, layer.attentionOutput(), prefix + "projected");
        String middle = add(
                projected,
                input,
                layer.attentionOutput(),
                layer.attentionNorm(),
                name(number, DenseInput.INTERMEDIATE));
        String activated = gelu(middle, layer.intermediate(), number);
        String shrunk = dense(activated, layer.output(), prefix + "shrunk");
        return add(shrunk, middle, layer.output(), layer.outputNorm(), output);
    }

    private String attention(int number, Layer layer, String input) {
        String prefix = "layer." + number + ".";
        Dense value = arithmetic.scaledFor(name(number, DenseInput.PROJECTION), layer.value());
        Dense all = Dense.sideBySide(layer.query(), layer.key(), value);
        String together = dense(input, all, prefix + "attention");
        List<String> parts = List.of(prefix + "query", prefix + "key", prefix + "value");
        long width = weights.width();
        String lengths = graph.constant("attention.widths", Tensor.longs(width, width, width));
        graph.standard("Split", List.of(together, lengths), parts, Map.of("axis", 2L));
        String bias = graph.constant(prefix + "attention.bias", Tensor.of(all.bias(), all.outputs()));
        return graph.fused(
                "MultiHeadAttention",
                List.of(parts.get(0), parts.get(1), parts.get(2), bias, "mask"),
                name(number, DenseInput.PROJECTION),
                Map.of("num_heads", (long) weights.heads()));
    }

    private String gelu(String input, Dense layer, int number) {
        String widened = dense(input, layer, "layer." + number + ".widened");
        String bias = graph.constant("layer." + number + ".widened.bias", Tensor.of(layer.bias(), layer.outputs()));
        return graph.fused("BiasGelu", List.of(widened, bias), name(number, DenseInput.OUTPUT), Map.of());
    }

    /// The product without the bias: the operation that follows adds it in passing.
    private String dense(String input, Dense layer, String output) {
        denseInputs.add(input);
        return arithmetic.product(graph, input, layer, output);
    }

    private String add(String sum, String to, Dense layer, Norm norm, String output) {
        String bias = graph.constant(sum + ".bias", Tensor.of(layer.bias(), layer.outputs()));
        return graph.fused(
                "SkipLayerNormalization",
                List.of(
                        sum,
                        to,
                        graph.constant(output + ".gain", Tensor.of(norm.gain(), norm.gain().length)),
                        graph.constant(output + ".shift", Tensor.of(norm.bias(), norm.bias().length)),
                        bias),
                output,
                EPSILON);
    }

    private static String name(int layer, DenseInput input) {
        return input.of(layer);
    }
}
