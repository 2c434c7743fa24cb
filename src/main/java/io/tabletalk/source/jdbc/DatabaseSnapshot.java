package io.tabletalk.source.jdbc;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which transactions a reader sees, as `pg_current_snapshot()` writes it: `xmin:xmax:running,running`.
///
/// A change is streamed once its transaction is in the log, which is a moment before readers see it, or much longer
/// when a synchronous standby has to confirm it.
record DatabaseSnapshot(long end, Set<Long> running) {

    private static final long EPOCH = 1L << 32;

    static DatabaseSnapshot parse(String text) {
        String[] parts = text.split(":", -1);
        Set<Long> running = parts[2].isEmpty()
                ? Set.of()
                : Arrays.stream(parts[2].split(",")).map(Long::valueOf).collect(Collectors.toUnmodifiableSet());
        return new DatabaseSnapshot(Long.parseLong(parts[1]), running);
    }

    /// @param transaction as it is streamed: the lower 32 bits of its number
    boolean sees(long transaction) {
        long full = widened(transaction);
        return full < end && !running.contains(full);
    }

    boolean seesAll(List<Long> transactions) {
        return transactions.stream().allMatch(this::sees);
    }

    /// The number nearest to the snapshot's end that has these lower bits.
    private long widened(long transaction) {
        long candidate = end - end % EPOCH + transaction;
        if (candidate - end > EPOCH / 2) {
            return candidate - EPOCH;
        }
        return end - candidate > EPOCH / 2 ? candidate + EPOCH : candidate;
    }
}
