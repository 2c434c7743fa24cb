package io.tabletalk.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a source is kept in step with what it reads.
///
/// @param paused   whether nothing of it is read: not by schedule, at start, live, or on request
/// @param schedule when it is read by itself; null for never
/// @param nextRun  when the schedule is due next; null without one. Nothing runs then while the source is paused.
public record Upkeep(
        boolean paused,
        @Nullable Schedule schedule,
        @Nullable Instant nextRun) {

    /// Not paused, no schedule.
    public static final Upkeep NONE = new Upkeep(false, null, null);
}
