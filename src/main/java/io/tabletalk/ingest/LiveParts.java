package io.tabletalk.ingest;

import java.time.Duration;

/// What following a source takes, the same for all of them.
///
/// @param deletions up to where documents were deleted by hand
/// @param heartbeat how often a source in which nothing happens is asked how far it is
record LiveParts(
        LiveTable table,
        DeletionFences deletions,
        LiveTurns turns,
        LiveChanges changes,
        LiveTimes times,
        Ingestion ingestion,
        Duration heartbeat) {}
