package io.tabletalk.pipeline.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How long messages are gathered before a follower is called. It writes durably each time, which takes as long for one
/// message as for hundreds, and leaves work for later. So what comes after a quiet time is brought at once; what comes
/// soon after a call is brought together with what follows on its heels. Used by one thread.
final class Gathering {

    private static final Duration LONGEST = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int MOST_MESSAGES = 1_000;
    private static final long MOST_BYTES = 8L << 20;

    private final LongSupplier nanoTime;
    private long latest;

    /// @param nanoTime a clock in nanoseconds that never goes back
    Gathering(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.latest = nanoTime.getAsLong();
    }

    void called() {
        latest = nanoTime.getAsLong() + LONGEST.toNanos();
    }

    /// How long to wait for more; zero when the follower is to be called.
    ///
    /// @param messages that wait for it
    /// @param bytes    of these
    /// @param goesOn   whether some of them came when more was waited for last
    Duration toWait(int messages, long bytes, boolean goesOn) {
        long rest = latest - nanoTime.getAsLong();
        boolean enough = messages >= MOST_MESSAGES || bytes >= MOST_BYTES;
        return goesOn && !enough && rest > 0 ? Duration.ofNanos(Math.min(rest, PAUSE.toNanos())) : Duration.ZERO;
    }
}
