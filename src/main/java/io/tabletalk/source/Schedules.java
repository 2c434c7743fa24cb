package io.tabletalk.source;

import io.tabletalk.knowledge.SourceId;
import java.time.Instant;
import java.util.List;

/// The schedules of all sources. Safe for use by several threads and processes.
public interface Schedules {

    /// Sources whose next run has come and that are not paused, the longest due first.
    List<SourceId> due(Instant now);

    /// Takes the run that is due, so that nobody else does, and notes when the next one is. Runs that were missed
    /// meanwhile are not made up for. Takes part in the caller's transaction.
    ///
    /// @return whether a run was due and nobody else has taken it
    boolean take(SourceId source, Instant now);
}
