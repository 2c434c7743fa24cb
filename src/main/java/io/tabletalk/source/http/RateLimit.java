package io.tabletalk.source.http;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.util.concurrent.TimeUnit;

/// Keeps requests apart: each waits until its turn. Safe for use by several threads.
final class RateLimit {

    private final long gapNanos;
    private long nextNanos = System.nanoTime();

    RateLimit(double requestsPerSecond) {
        gapNanos = (long) (TimeUnit.SECONDS.toNanos(1) / requestsPerSecond);
    }

    void await() {
        long wait = reserve();
        if (wait <= 0) {
            return;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException(Kind.UNAVAILABLE, "The server is stopping.");
        }
    }

    private synchronized long reserve() {
        long now = System.nanoTime();
        long turn = Math.max(now, nextNanos);
        nextNanos = turn + gapNanos;
        return turn - now;
    }
}
