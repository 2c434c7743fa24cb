package io.tabletalk.embedding.onednn;

import java.lang.foreign.MemorySegment;

/// Where primitives keep what they need while they run; nothing of it lasts from one to the next. For one thread at a
/// time.
final class Scratchpad {

    private static final long LEAST_BYTES = 4_096;

    private final NativeObjects objects;
    private MemorySegment memory = MemorySegment.NULL;
    private long bytes;

    /// @param objects what it lies in
    Scratchpad(NativeObjects objects) {
        this.objects = objects;
    }

    /// What was given before stays valid. Sizes are powers of two, so that all of them together are at most twice the
    /// largest.
    MemorySegment ofAtLeast(long wanted) {
        if (wanted > bytes) {
            bytes = Math.max(LEAST_BYTES, Long.highestOneBit(wanted - 1) << 1);
            memory = objects.memory(objects.description(OneDnn.UNSIGNED_BYTE, bytes), objects.bytes(bytes));
        }
        return memory;
    }
}
