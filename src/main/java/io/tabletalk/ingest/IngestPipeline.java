package io.tabletalk.ingest;

import io.tabletalk.pipeline.StageRunner;
import io.tabletalk.pipeline.Transport.SubscriptionSettings;
import org.springframework.context.SmartLifecycle;

/// Runs the stages while the application runs. They stop before anything they use is closed.
final class IngestPipeline implements SmartLifecycle {

    private static final int OUTCOMES_AT_ONCE = 512;

    private final StageRunner runner;
    private final IngestionStage ingestion;
    private final EmbedStage embed;
    private final ApplyStage apply;
    private final StatusStage status;
    private final BatchCoordinator coordinator;
    private final IngestSettings settings;
    private volatile boolean running;

    IngestPipeline(
            StageRunner runner,
            IngestionStage ingestion,
            EmbedStage embed,
            ApplyStage apply,
            StatusStage status,
            BatchCoordinator coordinator,
            IngestSettings settings) {
        this.runner = runner;
        this.ingestion = ingestion;
        this.embed = embed;
        this.apply = apply;
        this.status = status;
        this.coordinator = coordinator;
        this.settings = settings;
    }

    /// The last stage first, so that each finds its successor there.
    @Override
    public void start() {
        runner.run(status, new SubscriptionSettings(Topics.STATUS_TRACKERS, 1, OUTCOMES_AT_ONCE));
        runner.run(apply, new SubscriptionSettings(Topics.INDEX_WRITERS, 1, settings.applyBatch()));
        runner.run(
                embed,
                new SubscriptionSettings(
                        Topics.EMBEDDING_WORKERS, settings.embeddingWorkers(), settings.embeddingBatch()));
        runner.run(
                ingestion,
                new SubscriptionSettings(Topics.INGESTION_WORKERS, settings.ingestionWorkersOfAllSources(), 1));
        runner.run(
                ingestion.on("plan", Topics.INGESTION_PLANS),
                new SubscriptionSettings(Topics.PLANNERS, settings.ingestionWorkersOfAllSources(), 1));
        running = true;
        coordinator.recover();
    }

    @Override
    public void stop() {
        running = false;
        coordinator.stop();
        runner.close();
        coordinator.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Starts before the web server takes requests, stops after it has answered the last.
    @Override
    public int getPhase() {
        return 0;
    }
}
