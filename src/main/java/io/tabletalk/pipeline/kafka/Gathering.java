package io.tabletalk.pipeline.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How long messages are gathered before a follower is called. It writes durably each time, which takes as long for one
/// message as for hundreds: so what comes soon after a call is brought in one, and what comes later, at once. Used by
/// one thread.
final class Gathering {

    private static final Duration BETWEEN_CALLS = Duration.ofMillis(200);
    private static final int MOST_MESSAGES = 1_000;
    private static final long MOST_BYTES = 8L << 20;

    private final LongSupplier nanoTime;
    private long next;

    /// @param nanoTime a clock in nanoseconds that never goes back
    Gathering(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong();
    }

    void called() {
        next = nanoTime.getAsLong() + BETWEEN_CALLS.toNanos();
    }

    /// How long to wait for more; zero or less when the follower is to be called.
    Duration toWait(Gathered gathered) {
        return gathered.messages() == 0 || isEnough(gathered)
                ? Duration.ZERO
                : Duration.ofNanos(next - nanoTime.getAsLong());
    }

    boolean isEnough(Gathered gathered) {
        return gathered.messages() >= MOST_MESSAGES || gathered.bytes() >= MOST_BYTES;
    }

    /// What was received since the last call.
    ///
    /// @param bytes of them, not compressed
    record Gathered(int messages, long bytes) {

        static final Gathered NOTHING = new Gathered(0, 0);

        /// @param size of one more; -1 when it has no value
        Gathered and(int size) {
            return new Gathered(messages + 1, bytes + Math.max(0, size));
        }
    }
}
