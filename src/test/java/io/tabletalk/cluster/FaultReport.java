package io.tabletalk.cluster;

/// What a fault run has found.
///
/// @param missing       documents that the index should hold and does not
/// @param stale         documents that the index holds in another version than the source
/// @param doubled       documents that the index lists more than once, and passages too many or too few
/// @param orphaned      documents that the index holds and the source does not
/// @param stuckBatches  batches that did not end
/// @param countersExact whether every counter of every batch was as the changes say, and the dead letters were exactly
///                      the planted rows
record FaultReport(
        int documents,
        int changes,
        long seed,
        String index,
        int faults,
        int batches,
        long missing,
        long stale,
        long doubled,
        long orphaned,
        long stuckBatches,
        boolean countersExact,
        boolean deadLettersExact,
        boolean stoppedByThemselves,
        long seconds) {

    boolean isRight() {
        return missing == 0
                && stale == 0
                && doubled == 0
                && orphaned == 0
                && stuckBatches == 0
                && countersExact
                && deadLettersExact
                && stoppedByThemselves;
    }
}
