package io.tabletalk.pipeline;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How often a failing message is tried and how long the runner waits in between: exponential backoff with full jitter
/// on the upper half, so that several workers do not come back at the same moment.
///
/// @param attempts     tries in all, 1 or more
/// @param firstPause   the pause before the second try; doubled for each further one
/// @param longestPause no pause is longer
public record RetryPolicy(int attempts, Duration firstPause, Duration longestPause) {

    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("There is at least 1 attempt, not " + attempts + ".");
        }
    }

    /// The pause after `failed` tries in a row: between half of and the whole exponential step.
    public Duration pauseAfter(int failed) {
        int doublings = Math.min(failed - 1, 30);
        long step = Math.min(longestPause.toMillis(), firstPause.toMillis() << doublings);
        return Duration.ofMillis(step / 2 + ThreadLocalRandom.current().nextLong(step / 2 + 1));
    }
}
