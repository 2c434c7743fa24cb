package io.tabletalk.embedding.onednn;

import io.tabletalk.embedding.onednn.NativeObjects.Kernel;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The primitives of the attention within one text, for some heads at once, each compiled for a length of text when
/// that comes for the first time. Safe for use by several threads.
final class AttentionKernels {

    /// The scores of so many heads at once stay in the cache of the core.
    private static final int HEADS_AT_ONCE = 2;

    /// @param scores  queries by keys
    /// @param weights the softmax of the scores
    /// @param sums    weights by values
    record OfLength(
            Kernel scores,
            Kernel weights,
            Kernel sums,
            MemorySegment queryShape,
            MemorySegment keyShape,
            MemorySegment scoreShape,
            MemorySegment sumShape) {}

    private final NativeObjects objects;
    private final int width;
    private final int heads;
    private final Map<Integer, OfLength> lengths = new ConcurrentHashMap<>();

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
                softmax(scores),
                product(scores, rows, sums),
                rows,
                columns,
                scores,
                sums);
    }

    private Kernel product(MemorySegment left, MemorySegment right, MemorySegment result) {
        try (NativeObjects temporary = objects.onSameEngine()) {
            return objects.kernel(temporary.primitiveDescription(
                    OneDnn.PRODUCT, left, right, MemorySegment.NULL, result, new Attributes(temporary).done()));
        }
    }

    private Kernel softmax(MemorySegment scores) {
        try (NativeObjects temporary = objects.onSameEngine()) {
            return objects.kernel(temporary.primitiveDescription(
                    OneDnn.SOFTMAX_FORWARD,
                    OneDnn.INFERENCE,
                    OneDnn.SOFTMAX,
                    scores,
                    scores,
                    2,
                    new Attributes(temporary).done()));
        }
    }
}
