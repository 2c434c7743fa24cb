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

    /// @param reading   what was read of the source; until all of it was, only how much
    /// @param missing   in the source and not in the index
    /// @param stale     in both, with another content, or cut or embedded in another way than is configured now
    /// @param orphaned  in the index and no longer in the source
    /// @param kept      in the index and not found in the source, but they may be what could not be read there
    /// @param unsettled documents that differed and changed while they were looked at, or had no time to arrive:
    ///                  nothing can be said of them
    /// @param keys      the first of the documents that are missing, stale or orphaned, then of those kept
    public record Findings(
            Reading reading, long missing, long stale, long orphaned, long kept, long unsettled, List<Finding> keys) {

        static final Findings NONE = new Findings(Reading.NONE, 0, 0, 0, 0, 0, List.of());

        Findings with(Reading now) {
            return new Findings(now, missing, stale, orphaned, kept, unsettled, keys);
        }
    }

    /// A document that differed, or is kept.
    public record Finding(String key, Problem problem) {}

    public enum Problem {
        MISSING,
        STALE,
        ORPHANED,
        /// In the index and not found in the source, where it may be what could not be read.
        KEPT
    }
}
