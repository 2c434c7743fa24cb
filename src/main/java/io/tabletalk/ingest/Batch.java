package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One full read of a source, and how far it is. All counts are of documents.
///
/// @param splits       parts planned, or null while not planned
/// @param splitsRead   parts read to their end
/// @param total        documents in all parts, or null until every part is read: before that nobody knows
/// @param read         read so far
/// @param applied      new or changed, and searchable
/// @param skipped      unchanged since they were last applied
/// @param failed       kept as dead letters
/// @param removed      no longer in the source, taken out of the index
/// @param error        why the batch as a whole failed, or null
public record Batch(
        String id,
        SourceId source,
        Status status,
        @Nullable Integer splits,
        int splitsRead,
        @Nullable Long total,
        long read,
        long applied,
        long skipped,
        long failed,
        long removed,
        @Nullable String error,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant finishedAt) {

    public enum Status {
        QUEUED,
        RUNNING,
        COMPLETED,
        COMPLETED_WITH_ERRORS,
        FAILED,
        CANCELLED;

        public boolean isFinal() {
            return this != QUEUED && this != RUNNING;
        }
    }

    /// Documents whose fate is known and good.
    public long processed() {
        return applied + skipped;
    }

    /// 0 to 100, or null while the total is not known.
    public @Nullable Double progressPercentage() {
        if (total == null) {
            return null;
        }
        return total == 0 ? 100.0 : 100.0 * (processed() + failed) / total;
    }
}
