package io.tabletalk.audit;

import java.time.Duration;

/// Slows a reader down to so many steps a second. For one thread.
final class Pace {

    private static final long SHORTEST_PAUSE_NANOSECONDS = Duration.ofMillis(10).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final int perSecond;
    private long secondBegan = System.nanoTime();
    private long steps;

    Pace(int perSecond) {
        this.perSecond = perSecond;
    }

    /// To be called at each step. What was not used of one second is not added to the next.
    void step() throws InterruptedException {
        steps++;
        long ahead = secondBegan + steps * SECOND / perSecond - System.nanoTime();
        if (ahead > SHORTEST_PAUSE_NANOSECONDS) {
            Thread.sleep(Duration.ofNanos(ahead));
        }
        if (System.nanoTime() - secondBegan >= SECOND) {
            secondBegan = System.nanoTime();
            steps = 0;
        }
    }
}
