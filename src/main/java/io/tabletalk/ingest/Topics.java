package io.tabletalk.ingest;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.ingest.IngestionMessage.PlanBatch;
import io.tabletalk.ingest.IngestionMessage.ReadSplit;
import io.tabletalk.ingest.IngestionMessage.SweepBatch;
import io.tabletalk.pipeline.Topic;

/// The pipeline's streams. Documents are keyed by source and key, so each is handled in order at every step.
final class Topics {

    static final String PLANNERS = "planners";
    static final String INGESTION_WORKERS = "ingestion-workers";
    static final String EMBEDDING_WORKERS = "embedding-workers";
    static final String INDEX_WRITERS = "index-writers";
    static final String STATUS_TRACKERS = "status-trackers";

    /// Apart from the work that takes long, so that no batch waits for another to be read before it is even planned.
    static final Topic<IngestionMessage> INGESTION_PLANS =
            new Topic<>("ingestion-plans", IngestionMessage.class, Topics::unit);

    static final Topic<IngestionMessage> DATA_INGESTION =
            new Topic<>("data-ingestion", IngestionMessage.class, Topics::unit);

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

    private Topics() {}

    private static String unit(IngestionMessage message) {
        return switch (message) {
            case PlanBatch plan -> plan.batch();
            case SweepBatch sweep -> sweep.batch();
            case ReadSplit read -> read.batch() + "/" + read.split().number();
        };
    }
}
