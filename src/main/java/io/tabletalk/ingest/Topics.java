package io.tabletalk.ingest;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.ingest.IngestionMessage.PlanBatch;
import io.tabletalk.ingest.IngestionMessage.ReadSplit;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.role.Role;
import java.util.Map;

/// The pipeline's streams. Documents are keyed by source and key, so each is handled in order at every step.
final class Topics {

    static final String PLANNERS = "planners";
    static final String INDEX_READERS = "index-readers";
    static final String SWEEPERS = "sweepers";
    static final String INGESTION_WORKERS = "ingestion-workers";
    static final String EMBEDDING_WORKERS = "embedding-workers";
    static final String INDEX_WRITERS = "index-writers";
    static final String STATUS_TRACKERS = "status-trackers";

    /// Apart from the work that takes long, so that no batch waits for another to be read before it is even planned.
    static final Topic<IngestionMessage> INGESTION_PLANS =
            new Topic<>("ingestion-plans", IngestionMessage.class, Topics::unit);

    static final Topic<IngestionMessage> DATA_INGESTION =
            new Topic<>("data-ingestion", IngestionMessage.class, Topics::unit);

    /// Sweeps go to where the index is.
    static final Topic<SweepBatch> INDEX_SWEEPS = new Topic<>("index-sweeps", SweepBatch.class, SweepBatch::batch);

    /// What was read, to be compared with the index.
    static final Topic<EmbeddingRequest> DOCUMENT_CHANGES = new Topic<>(
                    "document-changes",
                    EmbeddingRequest.class,
                    request -> request.change().key().toString(),
                    EmbeddingRequest::weight)
            .workedOffBy(INDEX_READERS);

    static final Topic<EmbeddingRequest> EMBEDDING_REQUESTS = new Topic<>(
                    "embedding-requests",
                    EmbeddingRequest.class,
                    request -> request.change().key().toString(),
                    EmbeddingRequest::weight)
            .workedOffBy(EMBEDDING_WORKERS);

    /// The latest update of each document is all that an index needs to be built anew.
    static final Topic<VectorUpdate> VECTOR_UPDATES = new Topic<>(
                    "vector-updates",
                    VectorUpdate.class,
                    update -> update.update().key().toString(),
                    VectorUpdate::weight)
            .workedOffBy(INDEX_WRITERS)
            .keepingLatestUntil(update -> update.update() instanceof DocumentUpdate.Remove);

    static final Topic<DocumentSettled> BATCH_STATUS =
            new Topic<>("batch-status", DocumentSettled.class, settled -> settled.source() + "/" + settled.key());

    /// Who handles each.
    static final Map<Topic<?>, String> CONSUMERS = Map.of(
            INGESTION_PLANS, PLANNERS,
            DATA_INGESTION, INGESTION_WORKERS,
            INDEX_SWEEPS, SWEEPERS,
            DOCUMENT_CHANGES, INDEX_READERS,
            EMBEDDING_REQUESTS, EMBEDDING_WORKERS,
            VECTOR_UPDATES, INDEX_WRITERS,
            BATCH_STATUS, STATUS_TRACKERS);

    private Topics() {}

    /// Which role a process needs to be in a group.
    static Role roleOf(String group) {
        return switch (group) {
            case PLANNERS, INGESTION_WORKERS -> Role.INGESTION;
            case EMBEDDING_WORKERS -> Role.EMBEDDING;
            case INDEX_READERS, INDEX_WRITERS, SWEEPERS -> Role.INDEX;
            case STATUS_TRACKERS -> Role.STATUS;
            default -> throw new IllegalArgumentException(group);
        };
    }

    private static String unit(IngestionMessage message) {
        return switch (message) {
            case PlanBatch plan -> plan.batch();
            case ReadSplit read -> read.batch() + "/" + read.split().number();
        };
    }
}
