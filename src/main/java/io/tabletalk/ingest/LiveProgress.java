package io.tabletalk.ingest;

import io.tabletalk.source.FeedPosition;
import io.tabletalk.source.LiveState;
import io.tabletalk.source.LiveState.State;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a live source has been followed, for those who look at it and those who wait for it.
final class LiveProgress {

    private State state = State.STARTING;
    private @Nullable String problem;
    private @Nullable FeedPosition position;
    private @Nullable Instant currentAt;
    private @Nullable FullRead lastFullRead;

    synchronized void is(State now, @Nullable String because) {
        state = now;
        problem = because;
    }

    /// The stream of changes has been asked for, and has told nothing yet. What kept it from that before may do so
    /// still.
    synchronized void connects() {
        if (state != State.FAILING) {
            is(State.STARTING, "The stream of changes has not begun to tell yet.");
        }
    }

    synchronized void readAll(@Nullable FullRead last) {
        lastFullRead = last;
    }

    synchronized void reached(FeedPosition upTo, Instant time) {
        position = upTo;
        currentAt = time;
        notifyAll();
    }

    /// Waits until the position is reached, at most so long.
    ///
    /// @return whether it is
    synchronized boolean await(FeedPosition wanted, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (position == null || position.compareTo(wanted) < 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    synchronized LiveState look(Instant now) {
        Instant upTo = currentAt;
        Double lag =
                upTo == null ? null : Math.max(0, Duration.between(upTo, now).toMillis() / 1_000.0);
        FullRead last = lastFullRead;
        return new LiveState(
                state,
                position == null ? null : position.text(),
                upTo,
                lag,
                last == null ? null : last.reason(),
                last == null ? null : last.at(),
                problem);
    }
}
