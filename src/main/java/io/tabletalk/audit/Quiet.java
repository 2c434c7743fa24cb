package io.tabletalk.audit;

import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.StageRunner;
import io.tabletalk.pipeline.StageStatistics;
import java.time.Duration;

/// Waits until nothing of a source is under way.
final class Quiet {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /// A source's batches run one after the other: one that is not finished is among the last.
    private static final int BATCHES = 20;

    private final Ingestion ingestion;
    private final StageRunner pipeline;
    private final Duration settle;
    private final Duration patience;

    Quiet(Ingestion ingestion, StageRunner pipeline, Duration settle, Duration patience) {
        this.ingestion = ingestion;
        this.pipeline = pipeline;
        this.settle = settle;
        this.patience = patience;
    }

    /// Waits for the batches of the source. Returns whether they have ended in time.
    boolean awaitBatches(SourceId source) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (isBusy(source)) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return true;
    }

    /// Waits as long as a change may take to arrive, then for the batches of the source, then for a moment in which the
    /// pipeline has nothing to do. Returns whether all that came to pass in time.
    boolean await(SourceId source) throws InterruptedException {
        Thread.sleep(settle);
        long end = System.nanoTime() + patience.toNanos();
        long handled = -1;
        while (System.nanoTime() <= end) {
            long before = handled;
            handled = isBusy(source) || backlog() > 0 ? -1 : handled();
            if (handled >= 0 && handled == before) {
                return true;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return false;
    }

    boolean isBusy(SourceId source) {
        return ingestion.recent(source, BATCHES, 0).stream().map(Batch::status).anyMatch(status -> !status.isFinal());
    }

    private long backlog() {
        return pipeline.statistics().values().stream()
                .mapToLong(StageStatistics::backlog)
                .sum();
    }

    private long handled() {
        return pipeline.statistics().values().stream()
                .mapToLong(StageStatistics::handled)
                .sum();
    }
}
