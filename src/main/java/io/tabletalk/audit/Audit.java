package io.tabletalk.audit;

import io.tabletalk.knowledge.SourceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One comparison of a source with the index, and what came of it.
///
/// @param findings    what was found; [Findings#NONE] before anything was
/// @param repairBatch the batch that mends what differed, or null
/// @param repaired    of the documents that differed, how many no longer do
/// @param error       why the audit could not be finished, or null
public record Audit(
        String id,
        SourceId source,
        Status status,
        Instant startedAt,
        @Nullable Instant finishedAt,
        Findings findings,
        @Nullable String repairBatch,
        long repaired,
        @Nullable String error) {

    public enum Status {
        /// Waits for its turn, or for the source's batches.
        WAITING,
        /// Reads the source and the index.
        COMPARING,
        /// Lets what is under way arrive, before it looks again at what differed.
        SETTLING,
        /// Has the source read again.
        REPAIRING,
        COMPLETED,
        FAILED;

        public boolean isFinal() {
            return this == COMPLETED || this == FAILED;
        }
    }

    /// @param documents  documents of the source, once it has been read; until then, those read so far
    /// @param missing    in the source and not in the index
    /// @param stale      in both, with another content, or cut or embedded in another way than is configured now
    /// @param orphaned   in the index and no longer in the source
    /// @param unsettled  documents that differed and changed while they were looked at, or had no time to arrive:
    ///                   nothing can be said of them
    /// @param unreadable records of the source that could not be understood; what they may be counts neither as missing
    ///                   nor as orphaned
    /// @param keys       the first of the documents that are missing, stale or orphaned
    public record Findings(
            long documents,
            long missing,
            long stale,
            long orphaned,
            long unsettled,
            long unreadable,
            List<Finding> keys) {

        static final Findings NONE = new Findings(0, 0, 0, 0, 0, 0, List.of());

        /// Documents that differed.
        public long differing() {
            return missing + stale + orphaned;
        }

        Findings afterReading(long documentsRead, long unreadableRecords) {
            return new Findings(documentsRead, missing, stale, orphaned, unsettled, unreadableRecords, keys);
        }
    }

    /// A document that differed.
    public record Finding(String key, Problem problem) {}

    public enum Problem {
        MISSING,
        STALE,
        ORPHANED
    }
}
