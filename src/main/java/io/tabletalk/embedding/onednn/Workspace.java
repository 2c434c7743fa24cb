package io.tabletalk.embedding.onednn;

import io.tabletalk.embedding.onednn.BertLayer.Norm;
import io.tabletalk.embedding.onednn.BertLayer.ToBytes;
import io.tabletalk.embedding.onednn.DenseKernels.Then;
import io.tabletalk.embedding.onednn.NativeObjects.Step;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The memory in which one call of the model is computed, and the steps that compute it. For one thread at a time; the
/// primitives of the steps are the model's.
///
/// The texts of a call lie one behind the other, without padding. Rows are rounded up, so that few shapes have to be
/// compiled; nothing reads what the rows behind the last text hold.
final class Workspace implements AutoCloseable {

    private static final int ROUNDING = 16;
    private static final float EPSILON = 1e-12f; // of BERT's layer normalizations

    private final Bert bert;
    private final int most;
    private final int longest;
    private final NativeObjects objects;
    private final MemorySegment stream;
    private final MemorySegment bytes;
    private final MemorySegment together;
    private final MemorySegment attended;
    private final MemorySegment sum;
    private final MemorySegment hidden;
    private final MemorySegment middle;
    private final MemorySegment wide;
    private final MemorySegment scores;
    private final Map<Integer, List<List<Step>>> programs = new HashMap<>();
    private final Map<Integer, Attention> attentions = new HashMap<>();
    private final Map<View, MemorySegment> views = new HashMap<>();

    /// Rows that lie at the beginning of some memory.
    private record View(int type, int rows, int width, MemorySegment data) {}

    /// @param rows    the most that a call has
    /// @param longest the most that a text has
    /// @param objects what it lies in; closed with it
    Workspace(Bert bert, int rows, int longest, NativeObjects objects) {
        this.bert = bert;
        this.objects = objects;
        this.most = rounded(rows);
        this.longest = longest;
        long numbers = (long) most * bert.width();
        long floats = numbers * Float.BYTES;
        boolean ready = false;
        try {
            this.stream = objects.stream();
            this.bytes = objects.bytes(numbers);
            this.together = objects.bytes(3 * floats);
            this.attended = objects.bytes(floats);
            this.sum = objects.bytes(floats);
            this.hidden = objects.bytes(floats);
            this.middle = objects.bytes(floats);
            this.wide = objects.bytes(
                    (long) most * bert.layers().getFirst().widened().outputs());
            this.scores = objects.bytes((long) bert.attention().headsAtOnce() * longest * longest * Float.BYTES);
            ready = true;
        } finally {
            if (!ready) {
                objects.close();
            }
        }
    }

    private static int rounded(int rows) {
        return (rows + ROUNDING - 1) / ROUNDING * ROUNDING;
    }

    /// The last layer's rows of the texts, one text behind the other: floats, valid until the next call.
    ///
    /// @throws IllegalArgumentException when they have more tokens than there is room for
    MemorySegment compute(List<long[]> texts) {
        requireRoom(texts);
        int rows = 0;
        for (long[] text : texts) {
            bert.words().write(text, sum, rows);
            rows += text.length;
        }
        List<List<Step>> program = programs.computeIfAbsent(rounded(rows), this::program);
        program.getFirst().forEach(step -> step.run(stream));
        for (List<Step> layer : program.subList(1, program.size())) {
            attend(texts);
            layer.forEach(step -> step.run(stream));
        }
        return hidden;
    }

    private void requireRoom(List<long[]> texts) {
        int tokens = texts.stream().mapToInt(text -> text.length).sum();
        boolean tooLong = texts.stream().anyMatch(text -> text.length > longest);
        if (tokens > most || tooLong) {
            throw new IllegalArgumentException(
                    tokens + " tokens in one call; at most " + most + ", and " + longest + " of each text, have room.");
        }
    }

    /// First what comes before the first attention, then what comes behind each.
    private List<List<Step>> program(int rows) {
        List<List<Step>> program = new ArrayList<>();
        BertLayer first = bert.layers().getFirst();
        program.add(List.of(
                normalization(rows, sum, bert.embeddingNorm(), hidden),
                quantization(rows, hidden, first.attentionInput(), bytes),
                product(rows, bytes, first.together(), together)));
        for (int number = 0; number < bert.layers().size(); number++) {
            program.add(behindAttention(rows, number));
        }
        return program;
    }

    private List<Step> behindAttention(int rows, int number) {
        BertLayer layer = bert.layers().get(number);
        List<Step> steps = new ArrayList<>(List.of(
                quantization(rows, attended, layer.projectionInput(), bytes),
                productAndSum(rows, bytes, layer.projected(), hidden),
                normalization(rows, sum, layer.attentionNorm(), middle),
                quantization(rows, middle, layer.intermediateInput(), bytes),
                activation(rows, layer),
                productAndSum(rows, wide, layer.shrunk(), middle),
                normalization(rows, sum, layer.outputNorm(), hidden)));
        if (number + 1 < bert.layers().size()) {
            BertLayer next = bert.layers().get(number + 1);
            steps.add(quantization(rows, hidden, next.attentionInput(), bytes));
            steps.add(product(rows, bytes, next.together(), together));
        }
        return steps;
    }

    private Step product(int rows, MemorySegment input, DenseWeights layer, MemorySegment output) {
        return dense(rows, input, layer, Then.NOTHING, output);
    }

    private Step productAndSum(int rows, MemorySegment input, DenseWeights layer, MemorySegment summand) {
        return dense(rows, input, layer, Then.ADD, sum, Attributes.tensorOf(0), floats(rows, layer.outputs(), summand));
    }

    private Step activation(int rows, BertLayer layer) {
        return dense(
                rows,
                bytes,
                layer.widened(),
                Then.ACTIVATE,
                wide,
                Attributes.tensorOf(1),
                layer.outputInput().factors(),
                Attributes.tensorOf(2),
                layer.outputInput().summands());
    }

    private Step dense(
            int rows, MemorySegment input, DenseWeights layer, Then then, MemorySegment output, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(
                OneDnn.SOURCE,
                unsigned(rows, layer.inputs(), input),
                OneDnn.WEIGHTS,
                layer.weights(),
                OneDnn.STEPS_OF_WEIGHTS,
                layer.steps(),
                OneDnn.BIAS,
                layer.bias(),
                OneDnn.DESTINATION,
                view(DenseKernels.type(then), rows, layer.outputs(), output)));
        arguments.addAll(List.of(more));
        return objects.step(bert.dense().product(rows, layer, then), arguments.toArray());
    }

    private Step normalization(int rows, MemorySegment input, Norm norm, MemorySegment output) {
        return objects.step(
                bert.dense().normalization(rows, bert.width(), EPSILON),
                OneDnn.SOURCE,
                floats(rows, bert.width(), input),
                OneDnn.DESTINATION,
                floats(rows, bert.width(), output),
                OneDnn.SCALE,
                norm.gain(),
                OneDnn.SHIFT,
                norm.shift());
    }

    private Step quantization(int rows, MemorySegment input, ToBytes toBytes, MemorySegment output) {
        return objects.step(
                bert.dense().quantization(rows, bert.width()),
                OneDnn.SOURCE,
                floats(rows, bert.width(), input),
                OneDnn.SECOND_SOURCE,
                toBytes.factors(),
                Attributes.tensorOf(0),
                toBytes.summands(),
                OneDnn.DESTINATION,
                unsigned(rows, bert.width(), output));
    }

    private MemorySegment floats(int rows, int width, MemorySegment data) {
        return view(OneDnn.FLOAT, rows, width, data);
    }

    private MemorySegment unsigned(int rows, int width, MemorySegment data) {
        return view(OneDnn.UNSIGNED_BYTE, rows, width, data);
    }

    /// Many steps of a program work on the same rows.
    private MemorySegment view(int type, int rows, int width, MemorySegment data) {
        return views.computeIfAbsent(
                new View(type, rows, width, data),
                view -> objects.memory(objects.description(type, rows, width), data));
    }

    private void attend(List<long[]> texts) {
        int row = 0;
        for (long[] text : texts) {
            Attention ofLength = attentions.computeIfAbsent(
                    text.length, tokens -> new Attention(bert.attention(), tokens, scores, objects));
            ofLength.run(together, attended, row, stream);
            row += text.length;
        }
    }

    @Override
    public void close() {
        objects.close();
    }
}
