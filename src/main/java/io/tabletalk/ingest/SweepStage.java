package io.tabletalk.ingest;

import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.Stage;
import io.tabletalk.pipeline.Topic;
import java.util.List;

/// Sweeps the index when a batch has read its source.
final class SweepStage implements Stage<SweepBatch> {

    private final Sweeper sweeper;
    private final BatchStatusStore store;
    private final BatchCoordinator coordinator;

    SweepStage(Sweeper sweeper, BatchStatusStore store, BatchCoordinator coordinator) {
        this.sweeper = sweeper;
        this.store = store;
        this.coordinator = coordinator;
    }

    @Override
    public String name() {
        return Sweeper.NAME;
    }

    @Override
    public Topic<SweepBatch> topic() {
        return Topics.INDEX_SWEEPS;
    }

    @Override
    public void handle(List<SweepBatch> batches) {
        for (SweepBatch sweep : batches) {
            sweeper.sweep(sweep);
            coordinator.advance(sweep.batch());
        }
    }

    @Override
    public Subject subject(SweepBatch sweep) {
        return new Subject(sweep.source().value(), sweep.batch(), Sweeper.NAME, Sweeper.NAME);
    }

    @Override
    public void failed(SweepBatch sweep, DeadLetter letter) {
        store.sweepFailed(sweep.batch(), letter.reason());
        coordinator.advance(sweep.batch());
    }
}
