package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;
import java.util.List;
import java.util.Optional;

/// Starts and follows the reading of sources. Safe for use by several threads.
public interface Ingestion {

    /// Queues a full read of a defined source and returns at once. Batches of one source run one after the other.
    Batch start(SourceId source);

    Optional<Batch> find(String batchId);

    /// Newest first.
    List<Batch> recent(int limit);

    /// Stops a batch: parts not yet read are not read, documents in work are finished. What was applied stays. Returns
    /// the batch as it is then; a finished batch is not changed.
    Optional<Batch> cancel(String batchId);

    /// Tries a dead letter again; its batch runs again until the outcome is known.
    ///
    /// @return whether there was a letter of that id
    boolean retry(String deadLetterId);
}
