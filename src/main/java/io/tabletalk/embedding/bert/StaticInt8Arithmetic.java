package io.tabletalk.embedding.bert;

import io.tabletalk.embedding.bert.BertWeights.Norm;
import io.tabletalk.embedding.bert.BertWeights.Table;
import io.tabletalk.embedding.onnx.OnnxWriter;
import io.tabletalk.embedding.onnx.Tensor;
import java.util.List;
import java.util.Map;

/// Eight-bit integers: signed weights with a step for each output, unsigned inputs with ranges measured beforehand. As
/// the ranges are fixed, what is computed for a text does not depend on the texts beside it. What lies between the
/// dense layers stays in floats; the table of word pieces has a step for each row.
///
/// @param calibration of the dense inputs of these very weights
record StaticInt8Arithmetic(Calibration calibration) implements Arithmetic {

    @Override
    public String embeddings(OnnxWriter graph, BertWeights weights, String output) {
        Table words = weights.words();
        Quantized rows = Quantized.byRow(words.values(), words.rows(), words.width());
        String table = graph.constant("words", Tensor.signed(rows.values(), words.rows(), words.width()));
        String steps = graph.constant("words.steps", Tensor.of(rows.steps(), words.rows(), 1));
        String whole = graph.standard("Gather", List.of(table, "input_ids"), "embeddings.whole");
        String step = graph.standard("Gather", List.of(steps, "input_ids"), "embeddings.step");
        String numbers = graph.standard("Cast", List.of(whole), "embeddings.numbers", Map.of("to", 1L));
        String word = graph.standard("Mul", List.of(numbers, step), "embeddings.word");
        Norm norm = weights.embeddingNorm();
        return graph.fused(
                "SkipLayerNormalization",
                List.of(
                        word,
                        positions(graph, weights.positionsOfText()),
                        graph.constant("embeddings.gain", Tensor.of(norm.gain(), norm.gain().length)),
                        graph.constant("embeddings.shift", Tensor.of(norm.bias(), norm.bias().length))),
                output,
                Map.of("epsilon", 1e-12f));
    }

    /// As many rows as a text has tokens.
    private static String positions(OnnxWriter graph, Table table) {
        String all = graph.constant("positions", Tensor.of(table.values(), table.rows(), table.width()));
        String shape = graph.standard("Shape", List.of("input_ids"), "embeddings.shape");
        String one = graph.constant("one", Tensor.longs(1));
        String zero = graph.constant("zero", Tensor.longs(0));
        String length = graph.standard("Gather", List.of(shape, one), "embeddings.length");
        return graph.standard("Slice", List.of(all, zero, length, zero), "embeddings.positions");
    }

    @Override
    public String product(OnnxWriter graph, String input, Dense layer, String output) {
        Calibration.Range range = calibration.of(input);
        Dense scaled = layer.inputDividedBy(range.divisors());
        Quantized weights = Quantized.byColumn(scaled.weights(), scaled.inputs(), scaled.outputs());
        String step = graph.constant(output + ".step", Tensor.scalar(range.step()));
        String zero = graph.constant(output + ".zero", Tensor.unsigned(range.zero()));
        String quantized = graph.standard(
                "QuantizeLinear", List.of(divided(graph, input, range), step, zero), output + ".quantized");
        return graph.fused(
                "MatMulIntegerToFloat",
                List.of(
                        quantized,
                        graph.constant(
                                output + ".weights",
                                Tensor.signed(weights.values(), scaled.inputs(), scaled.outputs())),
                        step,
                        graph.constant(output + ".steps", Tensor.of(weights.steps(), scaled.outputs())),
                        zero),
                output,
                Map.of());
    }

    private static String divided(OnnxWriter graph, String input, Calibration.Range range) {
        if (isDividedByTheLayerBefore(input)) {
            return input;
        }
        float[] factors = new float[range.divisors().length];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = 1 / range.divisors()[i];
        }
        String constant = graph.constant(input + ".factors", Tensor.of(factors, factors.length));
        return graph.standard("Mul", List.of(input, constant), input + ".scaled");
    }

    private static boolean isDividedByTheLayerBefore(String denseInput) {
        return denseInput.endsWith(DenseInput.PROJECTION.suffix());
    }

    @Override
    public Dense scaledFor(String denseInput, Dense layer) {
        return layer.outputDividedBy(calibration.of(denseInput).divisors());
    }
}
