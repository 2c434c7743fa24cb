package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.DeadLetters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Starts and follows the reading of sources. Safe for use by several threads.
public interface Ingestion {

    /// Queues a full read of a defined source and returns at once. Batches of one source run one after the other.
    ///
    /// @throws io.tabletalk.web.ApiException when there is no such source, it is paused, or it is being removed
    Batch start(SourceId source);

    /// As [#start], when nobody has asked for it.
    ///
    /// @param reason why all is read, as a sentence for users: the batch's note begins with it
    Batch start(SourceId source, String reason);

    /// As [#start], where something has changed here that only a full read brings in. Change and batch are stored both
    /// or not at all; a full read that waits for its turn already will do.
    ///
    /// @param change what is stored; returns false when there is nothing to change, and so nothing to read
    Optional<Batch> startAfter(SourceId source, String reason, BooleanSupplier change);

    /// Queues a read of what has changed in a source, or of all of it where that cannot be told or was not done for
    /// long.
    ///
    /// @throws io.tabletalk.web.ApiException as [#start]
    Batch startChanges(SourceId source);

    /// As [#start], and embeds every document anew, also those that have not changed.
    Batch reindex(SourceId source);

    /// Queues the removal of a source: its batches are cancelled, its documents taken out of the index, then its
    /// definition is forgotten. Returns at once; a removal already queued is returned as it is.
    ///
    /// @throws io.tabletalk.web.ApiException when there is no such source
    Batch remove(SourceId source);

    Optional<Batch> find(String batchId);

    /// When all of a source was last read; empty when it never was.
    Optional<Instant> lastRead(SourceId source);

    /// Why a batch does not go on; empty when it does, or has ended.
    Optional<String> stalled(Batch batch);

    /// Newest first.
    default List<Batch> recent(int limit) {
        return recent(limit, 0);
    }

    /// Newest first, without the first `offset`.
    List<Batch> recent(int limit, int offset);

    /// A source's batches, newest first, without the first `offset`.
    List<Batch> recent(SourceId source, int limit, int offset);

    /// Stops a batch: parts not yet read are not read, documents that wait to be embedded are dropped and counted no
    /// longer, those being embedded are finished. What was applied stays. Returns the batch as it is then; a
    /// finished
    /// batch is not changed.
    Optional<Batch> cancel(String batchId);

    /// Tries a dead letter again; its batch runs again until the outcome is known. When that batch has been superseded
    /// by a later read of the source, the source is read again instead.
    ///
    /// @return whether there was a letter of that id
    boolean retry(String deadLetterId);

    /// Tries all these letters again, in the background. Returns how many there are.
    long retryAll(DeadLetters.Selection selection);
}
