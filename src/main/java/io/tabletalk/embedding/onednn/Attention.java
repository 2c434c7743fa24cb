package io.tabletalk.embedding.onednn;

import io.tabletalk.embedding.onednn.NativeObjects.Step;
import java.lang.foreign.MemorySegment;

/// The attention within a text of one length. For one thread at a time.
final class Attention {

    private final AttentionKernels kernels;
    private final MemorySegment query;
    private final MemorySegment key;
    private final MemorySegment value;
    private final MemorySegment result;
    private final Step toScores;
    private final Step toWeights;
    private final Step toSums;

    /// @param scores room for the scores of some heads
    Attention(AttentionKernels kernels, int tokens, MemorySegment scores, NativeObjects objects) {
        this.kernels = kernels;
        AttentionKernels.OfLength compiled = kernels.of(tokens);
        this.query = objects.memory(compiled.queryShape(), scores);
        this.key = objects.memory(compiled.keyShape(), scores);
        this.value = objects.memory(compiled.queryShape(), scores);
        this.result = objects.memory(compiled.sumShape(), scores);
        MemorySegment all = objects.memory(compiled.scoreShape(), scores);
        this.toScores =
                objects.step(compiled.scores(), OneDnn.SOURCE, query, OneDnn.WEIGHTS, key, OneDnn.DESTINATION, all);
        this.toWeights = objects.step(compiled.weights(), OneDnn.SOURCE, all, OneDnn.DESTINATION, all);
        this.toSums =
                objects.step(compiled.sums(), OneDnn.SOURCE, all, OneDnn.WEIGHTS, value, OneDnn.DESTINATION, result);
    }

    /// @param together query, key and value of each token, floats
    /// @param attended where the result goes, floats
    /// @param row      the first of the text
    void run(MemorySegment together, MemorySegment attended, int row, MemorySegment stream) {
        long width = (long) kernels.headWidth() * kernels.heads() * Float.BYTES;
        long some = (long) kernels.headWidth() * kernels.headsAtOnce() * Float.BYTES;
        for (long head = 0; head < width; head += some) {
            long start = 3 * width * row + head;
            OneDnn.move(query, together.asSlice(start));
            OneDnn.move(key, together.asSlice(start + width));
            OneDnn.move(value, together.asSlice(start + 2 * width));
            OneDnn.move(result, attended.asSlice(width * row + head));
            toScores.run(stream);
            toWeights.run(stream);
            toSums.run(stream);
        }
    }
}
