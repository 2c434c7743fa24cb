package io.tabletalk.ingest.sql;

import io.tabletalk.ingest.Outcome;
import org.jspecify.annotations.Nullable;

/// By how much the counters of a batch change. Each change of a row of `batch_document` is noted here and added to the
/// batch in the same transaction, so the counters always equal the rows.
final class Counts {

    private long documents;
    private long applied;
    private long skipped;
    private long failed;
    private long removals;
    private long removed;
    private long removalsFailed;
    private long kept;

    void document(int change) {
        documents += change;
    }

    void removal(int change) {
        removals += change;
    }

    void kept(int change) {
        kept += change;
    }

    /// An outcome that was reached (1) or taken back (-1); null, none yet, counts nothing.
    void outcome(Kind kind, @Nullable Outcome outcome, int change) {
        switch (outcome) {
            case null -> {}
            case APPLIED -> applied += change;
            case SKIPPED -> skipped += change;
            case REMOVED -> removed += change;
            case FAILED -> {
                if (kind == Kind.REMOVAL) {
                    removalsFailed += change;
                } else {
                    failed += change;
                }
            }
        }
    }

    long documents() {
        return documents;
    }

    long applied() {
        return applied;
    }

    long skipped() {
        return skipped;
    }

    long failed() {
        return failed;
    }

    long removals() {
        return removals;
    }

    long removed() {
        return removed;
    }

    long removalsFailed() {
        return removalsFailed;
    }

    long kept() {
        return kept;
    }
}
