package io.tabletalk.pipeline.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Until when a group takes this process for a member, whatever happens to it: a session from the moment at which it
/// last asked for something that only a member gets, and got it. Heartbeats are no such thing, since a client does not
/// tell when they were answered. Safe for use by several threads.
final class GroupLease {

    /// Of a session: after so much of it, it is to be renewed, and after so much it is not counted on any more.
    private static final double DUE = 0.25;

    private static final double OVER = 0.8;

    private static final long NANOSECONDS_A_MILLISECOND = 1_000_000;

    private final Duration session;
    private final LongSupplier nanoseconds;
    private final LongSupplier milliseconds;
    private volatile Moment renewed;

    /// When something was asked for, by both clocks: one stands still while the machine sleeps, the other may be set.
    record Moment(long nanoseconds, long milliseconds) {}

    /// @param session      how long a member may be silent before its partitions go to others
    /// @param nanoseconds  a clock that nobody sets
    /// @param milliseconds a clock that goes on while the machine sleeps
    GroupLease(Duration session, LongSupplier nanoseconds, LongSupplier milliseconds) {
        this.session = session;
        this.nanoseconds = nanoseconds;
        this.milliseconds = milliseconds;
        Moment now = now();
        this.renewed = new Moment(now.nanoseconds() - session.toNanos(), now.milliseconds());
    }

    static GroupLease of(Duration session) {
        return new GroupLease(session, System::nanoTime, System::currentTimeMillis);
    }

    Moment now() {
        return new Moment(nanoseconds.getAsLong(), milliseconds.getAsLong());
    }

    /// What was asked for before the latest renewal changes nothing. Called by one thread.
    ///
    /// @param asked when what was got was asked for
    void renew(Moment asked) {
        if (asked.nanoseconds() - renewed.nanoseconds() > 0) {
            renewed = asked;
        }
    }

    boolean isDue() {
        return age() > DUE * session.toNanos();
    }

    boolean isHeld() {
        return age() < OVER * session.toNanos();
    }

    /// How long waiting may take before it is due again.
    Duration untilDue() {
        return Duration.ofNanos((long) (DUE * session.toNanos()));
    }

    /// In nanoseconds, by the clock that says more.
    private long age() {
        Moment now = now();
        Moment then = renewed;
        return Math.max(
                now.nanoseconds() - then.nanoseconds(),
                NANOSECONDS_A_MILLISECOND * (now.milliseconds() - then.milliseconds()));
    }
}
