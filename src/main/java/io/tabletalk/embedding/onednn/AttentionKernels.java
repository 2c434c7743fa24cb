package io.tabletalk.embedding.onednn;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/// The primitives of the attention within one text, for some heads at once, each compiled for a length of text when that
/// comes for the first time. For one thread.
final class AttentionKernels {

    /// The scores of so many heads at once stay in the cache of the core.
    private static final int HEADS_AT_ONCE = 2;

    /// @param scores  queries by keys
    /// @param weights the softmax of the scores
    /// @param sums    weights by values
    record OfLength(
            MemorySegment scores,
            MemorySegment weights,
            MemorySegment sums,
            MemorySegment queryShape,
            MemorySegment keyShape,
            MemorySegment scoreShape,
            MemorySegment sumShape) {}

    private final NativeObjects objects;
    private final int width;
    private final int heads;
    private final Map<Integer, OfLength> lengths = new HashMap<>();

    AttentionKernels(NativeObjects objects, int width, int heads) {
        this.objects = objects;
        this.width = width;
        this.heads = heads;
    }

    int headsAtOnce() {
        return heads % HEADS_AT_ONCE == 0 ? HEADS_AT_ONCE : 1;
    }

    int heads() {
        return heads;
    }

    int headWidth() {
        return width / heads;
    }

    /// @param tokens of the text
    OfLength of(int tokens) {
        return lengths.computeIfAbsent(tokens, this::compile);
    }

    /// Query, key and value of a token lie side by side, and each of them head by head.
    private OfLength compile(int tokens) {
        long some = headsAtOnce();
        long head = headWidth();
        long row = 3L * width;
        MemorySegment rows = objects.strided(OneDnn.FLOAT, new long[] {some, tokens, head}, new long[] {head, row, 1});
        MemorySegment columns =
                objects.strided(OneDnn.FLOAT, new long[] {some, head, tokens}, new long[] {head, 1, row});
        MemorySegment scores = objects.description(OneDnn.FLOAT, some, tokens, tokens);
        MemorySegment sums =
                objects.strided(OneDnn.FLOAT, new long[] {some, tokens, head}, new long[] {head, width, 1});
        return new OfLength(
                product(rows, columns, scores),
                objects.primitive(objects.primitiveDescription(
                        OneDnn.SOFTMAX_FORWARD,
                        OneDnn.INFERENCE,
                        OneDnn.SOFTMAX,
                        scores,
                        scores,
                        2,
                        MemorySegment.NULL)),
                product(scores, rows, sums),
                rows,
                columns,
                scores,
                sums);
    }

    private MemorySegment product(MemorySegment left, MemorySegment right, MemorySegment result) {
        return objects.primitive(objects.primitiveDescription(
                OneDnn.PRODUCT, left, right, MemorySegment.NULL, result, MemorySegment.NULL));
    }
}
