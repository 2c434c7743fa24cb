package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One full read of a source (or the removal of all its documents), and how far it is. Counts are of documents; a row
/// that could not be understood counts as one. After a restart counts may go back for a moment: what was not certain to
/// be done is counted anew.
///
/// @param sequence     place in the order of creation, from 1
/// @param phase        what a running batch is doing, or a finished one did last
/// @param splits       parts planned, or null while not planned
/// @param splitsRead   parts read to their end
/// @param splitsFailed parts that could not be read to their end
/// @param total        documents in all parts, or null until no part is left to read: before that nobody knows
/// @param read         read so far; once it is cancelled without what was dropped, which waited to be embedded
/// @param embedded     of these, embedded, or at their end without
/// @param applied      new or changed, and searchable; among changes, also those that are gone
/// @param added        of these, the new ones: the index did not hold them when they were applied. A document that was
///                     applied by a process that was killed before it could say so counts as changed
/// @param deleted      of these, the ones that the source said are gone
/// @param skipped      unchanged since they were last applied
/// @param failed       kept as dead letters
/// @param removed      no longer in the source, taken out of the index
/// @param kept         not met, and left in the index since they may stand in what could not be read
/// @param error        what failed beside single documents, or null
/// @param note         why it was started when nobody had asked for it, and what it left undone when it has ended,
///                     though nothing failed by it: files left out, documents kept, or that nothing was removed; or
/// null
/// @param updatedAt    when it last changed; of two states of a batch the later one has the later time, whichever
///                     clocks the processes go by
/// @param took         for how long it was worked on, until it last changed: its waits for a turn do not count, nor
///                     does the time between its end and a retry
/// @param unknownSince when what can tell how it goes on does not answer: what is told is as it was then, and what has
///                     happened since is not known. Otherwise null
public record Batch(
        String id,
        long sequence,
        SourceId source,
        Kind kind,
        Status status,
        Phase phase,
        @Nullable Integer splits,
        int splitsRead,
        int splitsFailed,
        @Nullable Long total,
        long read,
        long embedded,
        long applied,
        long added,
        long deleted,
        long skipped,
        long failed,
        long removed,
        long kept,
        @Nullable String error,
        @Nullable String note,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant finishedAt,
        Duration took,
        @Nullable Instant unknownSince) {

    public enum Kind {
        /// Reads all of the source.
        SYNC,
        /// Reads what has changed in the source since it was last read. Where that cannot be told it becomes a [#SYNC].
        CHANGES,
        /// Reads all of the source, and embeds every document anew, changed or not.
        REINDEX,
        /// Takes all documents of the source out of the index, then forgets the source.
        REMOVAL;

        /// Whether the source is read.
        public boolean isRead() {
            return this != REMOVAL;
        }

        /// Whether all of the source is read, so that what is not met is gone.
        public boolean isComplete() {
            return this == SYNC || this == REINDEX;
        }
    }

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

    public enum Phase {
        /// Finds out which parts the source has.
        PLANNING,
        /// Reads the parts; what was read goes through the later stages meanwhile.
        READING,
        /// Takes out of the index what is no longer in the source.
        SWEEPING,
        /// Tries dead letters again.
        RETRYING,
        /// Reads no more; drops what waits to be embedded, finishes what is embedded.
        CANCELLING
    }

    /// Documents that the index held otherwise, or that were embedded anew.
    public long updated() {
        return applied - added - deleted;
    }

    /// The same, of which is known only how it was at this moment. Nothing happens any more to one that has ended.
    public Batch knownAt(Instant moment) {
        return status.isFinal() ? this : withUnknownSince(moment);
    }

    private Batch withUnknownSince(Instant moment) {
        return new Batch(
                id,
                sequence,
                source,
                kind,
                status,
                phase,
                splits,
                splitsRead,
                splitsFailed,
                total,
                read,
                embedded,
                applied,
                added,
                deleted,
                skipped,
                failed,
                removed,
                kept,
                error,
                note,
                createdAt,
                updatedAt,
                finishedAt,
                took,
                moment);
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
