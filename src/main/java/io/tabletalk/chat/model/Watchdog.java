package io.tabletalk.chat.model;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Reports when something awaited has not come in time, or when all has taken too long: once, from a virtual thread of
/// its own.
final class Watchdog implements AutoCloseable {

    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(50).toNanos();

    private final Consumer<Duration> onLate;
    private final Wait whole;
    private final Consumer<Duration> onEndless;
    private volatile Wait wait = Wait.NONE;
    private volatile boolean closed;

    // Written once per awaited piece, so a look never sees half of it.
    private record Wait(Duration limit, long sinceNanos) {
        static final Wait NONE = new Wait(Duration.ZERO, 0);

        boolean isLate() {
            return this != NONE && System.nanoTime() - sinceNanos > limit.toNanos();
        }
    }

    private Watchdog(Consumer<Duration> onLate, Duration limit, Consumer<Duration> onEndless) {
        this.onLate = onLate;
        this.whole = new Wait(limit, System.nanoTime());
        this.onEndless = onEndless;
    }

    /// @param onLate    takes the time that was allowed for what was awaited
    /// @param limit     the time allowed for all
    /// @param onEndless takes that time
    static Watchdog start(Consumer<Duration> onLate, Duration limit, Consumer<Duration> onEndless) {
        Watchdog watchdog = new Watchdog(onLate, limit, onEndless);
        Thread.ofVirtual().name("model-watchdog").start(watchdog::watch);
        return watchdog;
    }

    /// From now on something is awaited.
    void expectWithin(Duration limit) {
        wait = new Wait(limit, System.nanoTime());
    }

    /// It came.
    void arrived() {
        wait = Wait.NONE;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            Wait current = wait;
            if (!closed && current.isLate()) {
                onLate.accept(current.limit());
                return;
            }
            if (!closed && whole.isLate()) {
                onEndless.accept(whole.limit());
                return;
            }
        }
    }
}
