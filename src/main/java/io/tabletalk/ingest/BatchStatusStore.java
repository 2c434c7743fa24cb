package io.tabletalk.ingest;

import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.source.Split;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Remembers batches, their parts and their documents, and counts exactly: each document once, however often it is
/// read or delivered, and whenever the process is killed. Durable; each method is atomic and safe for use by several
/// threads and processes. Calls that come too late (the batch has moved on) change nothing.
public interface BatchStatusStore {

    // Batches

    /// A new batch, queued.
    default Batch create(SourceId source, Batch.Kind kind) {
        return create(source, kind, null);
    }

    /// A new batch, queued.
    ///
    /// @param reason why, for its note; null when somebody has asked for it
    Batch create(SourceId source, Batch.Kind kind, @Nullable String reason);

    Optional<Batch> find(String batch);

    /// Newest first.
    List<Batch> recent(int limit, int offset);

    /// A source's batches, newest first.
    List<Batch> recent(SourceId source, int limit, int offset);

    /// Whether the source has ever been read, or is being read or waiting for it.
    boolean knows(SourceId source);

    /// When a batch last read all of the source; empty when none has.
    Optional<Instant> lastRead(SourceId source);

    /// The sources whose first read of everything waits or is under way, by name.
    List<SourceId> firstReads();

    /// Queued and running batches, oldest first.
    List<Batch> unfinished();

    /// Lets the oldest queued batch of a source run; empty when none waits or another one runs.
    Optional<Batch> startNext(SourceId source);

    /// Says what a running batch needs next, and hands out parts to read so that at most `readsAtOnce` are under way.
    Step next(String batch, int readsAtOnce);

    /// Ends a running batch if [#next] says that it is ready to end, and returns it as it is then; empty when it is not
    /// ready, or has ended already.
    ///
    /// @param cleanUp what belongs to the end: done at most once, in one transaction with it, whichever processes
    /// try
    ///                to end the batch
    Optional<Batch> finish(String batch, Consumer<Step.Finish> cleanUp);

    /// Ends a queued batch, or lets a running one read no further.
    Optional<Batch> cancel(String batch);

    /// Those of the batches that are being cancelled, or have been.
    Set<String> cancelled(Collection<String> batches);

    // Planning and reading

    /// As below, for a source that cannot tell where it stands.
    default void planned(String batch, List<Split> splits) {
        planned(batch, Plan.all(splits));
    }

    /// Stores the parts, in place of any planned before. A batch that was to read changes and reads everything becomes
    /// a [Batch.Kind#SYNC].
    void planned(String batch, Plan plan);

    /// How far a source has been read. Set by the last batch that has read all its parts, gone with the source.
    Optional<ReadMark> mark(SourceId source);

    void planFailed(String batch, String error);

    /// Begins to read a part, for the first time or again; empty when it is not to be read (any more).
    Optional<Reading> beginReading(String batch, int split);

    /// Registers what was read, in the order of the part, before any of it is published. A document that another part
    /// or this reading has met already is a duplicate, and counts as failed; so does what is unreadable. Returns
    /// one
    /// fate for each unit, or nothing at all when the reading should stop.
    Optional<List<Fate>> register(Reading reading, List<Unit> units);

    /// Some of what earlier readings of the part met and this one did not: it is no longer in the source, or was
    /// refused and is readable now. To be asked at the end of a reading.
    List<Unit> unmet(Reading reading);

    /// Forgets what is unmet and counts it no longer. Returns false when a newer reading of the part has begun, and
    /// this one has no more say.
    boolean forget(Reading reading, List<Unit> unmet);

    /// The part is read to its end, or as far as a batch being cancelled wants it.
    ///
    /// @param leftOut what the part holds and is not read, a sentence each
    void endReading(Reading reading, List<String> leftOut);

    void readingFailed(String batch, int split, String error);

    // Documents

    /// Stores how far documents have come, all of one batch. What comes late, after an end, changes nothing.
    void settle(String batch, List<DocumentSettled> outcomes);

    /// Whether an unfinished batch has read the document and it has not come to its end.
    boolean isUnderWay(DocumentKey document);

    /// The latest order of a position that a batch of the source has had; 0 when none has.
    long latestOrder(SourceId source);

    /// The position up to which the sweep removes what the batch has not seen; empty when it should not sweep, or has
    /// done so. Counts what is kept from the beginning.
    Optional<SourcePosition> beginSweep(String batch);

    /// Registers documents of the index for removal, but for those the batch has seen and those that may stand in what
    /// it could not read, which are counted as kept. Returns the keys registered for the first time;
    /// [Optional#empty]
    /// when the sweep should stop.
    Optional<List<String>> registerRemovals(String batch, List<String> keys);

    /// Removals registered but not settled, in the order of the key, after the key given.
    List<String> openRemovals(String batch, String afterKey, int limit);

    /// All removals are registered.
    void sweepEnded(String batch);

    void sweepFailed(String batch, String error);

    // Going on after a restart, and retries

    /// Readies a running batch to go on although all messages about it may be lost: parts that were not finished are
    /// to be read again. Returns the batch, or empty when it does not run.
    Optional<Batch> resume(String batch);

    /// Opens the batch of a dead letter again, so that its message may be published. A finished batch becomes queued.
    Reopened reopenPlan(String batch);

    Reopened reopenSplit(String batch, int split);

    Reopened reopenSweep(String batch);

    Reopened reopenDocument(Origin origin, String key);

    /// Documents without an outcome, removals left out, in the order of the key, after the key given.
    List<OpenDocument> openDocuments(String batch, String afterKey, int limit);

    /// The parts that a batch has not read, when it is done with all parts of its source; empty when it is not, or was
    /// to read changes that no parts are known for.
    Optional<Unread> unread(String batch);

    /// Forgets the parts and documents of finished batches of a source for which no retry can need them: they succeeded
    /// or were cancelled, or a later one has finished. Deletes a bounded number and returns whether there may be
    /// more.
    boolean purge(SourceId source);

    /// What is read at one place of a part.
    ///
    /// @param key     the document key; empty for what is unreadable
    /// @param label   names the place for a person, and the dead letter of what is refused there
    /// @param ordinal 0-based place in the part
    /// @param mayBe   of what is unreadable, the key of the document that it may be: null when it may be any of its
    ///                part, empty when it is none. Null for everything else.
    record Unit(
            Kind kind,
            String key,
            String label,
            long ordinal,
            @Nullable String mayBe) {
        public Unit(Kind kind, String key, String label, long ordinal) {
            this(kind, key, label, ordinal, null);
        }

        public enum Kind {
            DOCUMENT,
            UNREADABLE,
            DUPLICATE
        }
    }

    enum Fate {
        ACCEPTED,
        DUPLICATE,
        UNREADABLE
    }

    /// One reading of one part.
    ///
    /// @param position the position of the documents it reads
    record Reading(Origin origin, SourcePosition position) {}

    /// Parts that a batch has not read, each by its [Split#bounds].
    ///
    /// @param unchanged which need not be read, since they are as they were
    /// @param failed    which could not be read
    record Unread(Set<Map<String, String>> unchanged, Set<Map<String, String>> failed) {}

    record OpenDocument(Origin origin, String key) {}

    enum Reopened {
        /// The batch runs: go on at once.
        RUNNING,
        /// The batch was finished and waits for its turn.
        QUEUED,
        /// The batch has been superseded or does not know the document any more.
        REFUSED
    }

    /// What a running batch needs next.
    sealed interface Step {
        /// Parts to publish for reading.
        record Read(SourceId source, List<Split> splits) implements Step {}

        /// What can be read is read and settled: find what is gone.
        record Sweep(SourceId source) implements Step {}

        /// All is done; [BatchStatusStore#finish] ends the batch.
        ///
        /// @param ending         how it will end
        /// @param readCompletely whether it has read all of the source
        record Finish(Batch batch, Batch.Status ending, boolean readCompletely) implements Step {}

        /// Work is under way.
        record Wait() implements Step {}
    }
}
