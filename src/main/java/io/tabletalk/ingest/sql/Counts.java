package io.tabletalk.ingest.sql;

import io.tabletalk.ingest.Outcome;
import io.tabletalk.ingest.sql.DocumentTable.DocumentRow;
import org.jspecify.annotations.Nullable;

/// By how much the counters of a batch change. Each change of a row of `batch_document` is noted here and added to the
/// batch in the same transaction, so the counters always equal the rows.
final class Counts {

    private long documents;
    private long embedded;
    private long applied;
    private long added;
    private long deleted;
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

    /// What a row says once it is written (1), or said before it is changed (-1).
    void row(DocumentRow row, int change) {
        outcome(row.kind(), row.outcome(), change);
        if (row.isThroughEmbedding()) {
            embedded += change;
        }
    }

    /// Open rows that are deleted.
    void forgotten(Kind kind, int rows, int embeddedOfThem) {
        if (kind == Kind.REMOVAL) {
            removals -= rows;
        } else {
            documents -= rows;
            embedded -= embeddedOfThem;
        }
    }

    private void outcome(Kind kind, @Nullable Outcome outcome, int change) {
        switch (outcome) {
            case null -> {}
            case EMBEDDED, DROPPED -> throw new IllegalArgumentException(outcome + " is no outcome of a row.");
            case ADDED -> {
                applied += change;
                added += change;
            }
            case APPLIED -> applied += change;
            case SKIPPED -> skipped += change;
            case REMOVED -> removed(kind, change);
            case FAILED -> {
                if (kind == Kind.REMOVAL) {
                    removalsFailed += change;
                } else {
                    failed += change;
                }
            }
        }
    }

    /// What a part says is gone was read from it, and counts as that; what the sweep finds gone was not.
    private void removed(Kind kind, int change) {
        if (kind == Kind.REMOVAL) {
            removed += change;
        } else {
            applied += change;
            deleted += change;
        }
    }

    long documents() {
        return documents;
    }

    long embedded() {
        return embedded;
    }

    long applied() {
        return applied;
    }

    long added() {
        return added;
    }

    long deleted() {
        return deleted;
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
