package io.tabletalk.ingest;

import io.tabletalk.pipeline.Stage;
import io.tabletalk.pipeline.Transport.SubscriptionSettings;
import java.util.List;

/// Which stages each role runs, with how many threads and how much in one go.
final class Stages {

    private static final int OUTCOMES_AT_ONCE = 512;

    /// Bytes of documents that are embedded in one go: some 250,000 characters or 250 passages, about five seconds of
    /// work on
    /// one core, well below what stopping waits for.
    private static final long EMBEDDED_AT_ONCE = 512L << 10;

    private Stages() {}

    static RoleStages ofStatus(StatusStage status) {
        return new RoleStages(List.of(run(status, Topics.STATUS_TRACKERS, 1, OUTCOMES_AT_ONCE)));
    }

    static RoleStages ofIndex(ApplyStage apply, CompareStage compare, SweepStage sweep, IngestSettings settings) {
        return new RoleStages(List.of(
                run(apply, Topics.INDEX_WRITERS, 1, settings.applyBatch()),
                run(compare, Topics.INDEX_READERS, 1, settings.applyBatch()),
                run(sweep, Topics.SWEEPERS, 1, 1)));
    }

    static RoleStages ofEmbedding(EmbedStage embed, IngestSettings settings) {
        SubscriptionSettings lists = new SubscriptionSettings(
                Topics.EMBEDDING_WORKERS, settings.embeddingWorkers(), settings.embeddingBatch(), EMBEDDED_AT_ONCE);
        return new RoleStages(List.of(new StageOfRole<>(embed, lists)));
    }

    static RoleStages ofIngestion(IngestionStage ingestion, IngestSettings settings) {
        int threads = settings.ingestionWorkersOfAllSources();
        return new RoleStages(List.of(
                run(ingestion, Topics.INGESTION_WORKERS, threads, 1),
                run(ingestion.on("plan", Topics.INGESTION_PLANS), Topics.PLANNERS, threads, 1)));
    }

    private static <M> StageOfRole<M> run(Stage<M> stage, String group, int threads, int most) {
        return new StageOfRole<>(stage, new SubscriptionSettings(group, threads, most));
    }
}
