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

    private final long due;
    private final long over;
    private final LongSupplier clock;
    private volatile long renewed;

    /// @param session how long a member may be silent before its partitions go to others
    /// @param clock   nanoseconds that go on while the process is suspended
    GroupLease(Duration session, LongSupplier clock) {
        this.due = (long) (session.toNanos() * DUE);
        this.over = (long) (session.toNanos() * OVER);
        this.clock = clock;
        this.renewed = clock.getAsLong() - session.toNanos();
    }

    long now() {
        return clock.getAsLong();
    }

    /// @param asked when what was got was asked for, as [#now()] told it
    void renew(long asked) {
        renewed = asked;
    }

    boolean isDue() {
        return now() - renewed > due;
    }

    boolean isHeld() {
        return now() - renewed < over;
    }
}
