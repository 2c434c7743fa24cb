package io.tabletalk.ingest;

import io.tabletalk.ingest.BatchStatusStore.Step;
import io.tabletalk.ingest.IngestionMessage.PlanBatch;
import io.tabletalk.ingest.IngestionMessage.ReadSplit;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.pipeline.TransportClosedException;
import io.tabletalk.source.Sources;
import io.tabletalk.source.Split;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves batches on: starts the next of a source, hands out parts to read, sweeps, and ends them.
///
/// It does so on a thread of its own. Stages only tell it that something has happened: the last stage of the pipeline
/// would otherwise publish to the first, and each could wait for the other. What fails here is tried again until it
/// goes through, so that no batch is stuck.
final class BatchCoordinator implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BatchCoordinator.class);
    private static final long PAUSE_AFTER_FAILURE_MILLISECONDS = 1_000;
    private static final long PATIENCE_SECONDS = 10;
    private static final long LOOK_EVERY_MILLISECONDS = 2_000;

    private final BatchStatusStore store;
    private final DeadLetters deadLetters;
    private final OvertakenLetters overtakenLetters;
    private final Transport transport;
    private final Sources sources;
    private final Redelivery redelivery;
    private final Supplier<Deletions> deletions;
    private final int readsAtOnce;
    private final ScheduledThreadPoolExecutor thread;
    private final Set<String> toAdvance = ConcurrentHashMap.newKeySet();

    /// @param deletions   asked for only when a source is removed, which only a process that has the index sees to
    /// @param readsAtOnce how many parts of one batch are handed out for reading at a time
    BatchCoordinator(
            BatchStatusStore store,
            DeadLetters deadLetters,
            Transport transport,
            Sources sources,
            Redelivery redelivery,
            Supplier<Deletions> deletions,
            int readsAtOnce) {
        this.store = store;
        this.deadLetters = deadLetters;
        this.overtakenLetters = new OvertakenLetters(store, deadLetters, redelivery);
        this.transport = transport;
        this.sources = sources;
        this.redelivery = redelivery;
        this.deletions = deletions;
        this.readsAtOnce = readsAtOnce;
        this.thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("batch-coordinator").factory());
        this.thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /// Goes on with everything that is unfinished. What a transport keeps goes on by itself, in whichever process; then
    /// this only looks, from now on, for batches that wait to start and for what was lost all the same.
    void recover() {
        if (transport.keepsMessages()) {
            LostWork lostWork = new LostWork(
                    store::unfinished, () -> transport.mark(Topics.CONSUMERS), batch -> run(() -> resume(batch)));
            thread.scheduleWithFixedDelay(() -> look(lostWork), 0, LOOK_EVERY_MILLISECONDS, TimeUnit.MILLISECONDS);
        } else {
            resumeAll();
        }
    }

    private void look(LostWork lostWork) {
        try {
            store.unfinished().stream()
                    .filter(batch -> batch.status() == Batch.Status.QUEUED)
                    .map(Batch::source)
                    .distinct()
                    .forEach(this::startNext);
            lostWork.look();
        } catch (RuntimeException e) {
            log.warn("Unfinished batches could not be looked at, and will be again: {}", e.toString());
        }
    }

    private void resumeAll() {
        run(() -> store.unfinished().forEach(batch -> {
            if (batch.status() == Batch.Status.RUNNING) {
                run(() -> resume(batch.id()));
            } else {
                startNext(batch.source());
            }
        }));
    }

    /// Lets the next batch of a source run, if none runs.
    void startNext(SourceId source) {
        run(() -> store.startNext(source).ifPresent(batch -> resume(batch.id())));
    }

    /// Something has happened to a batch: see what it needs now. Calls that come before it is looked at are one.
    void advance(String batch) {
        if (toAdvance.add(batch)) {
            run(() -> {
                toAdvance.remove(batch);
                step(batch);
            });
        }
    }

    /// Publishes messages of dead letters again.
    void redeliver(Runnable publication) {
        run(publication);
    }

    /// Begins nothing more.
    void stop() {
        thread.shutdown();
    }

    /// Waits for what is under way. It ends at the latest when the transport has closed, since it may wait for room.
    @Override
    public void close() {
        stop();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                log.warn("The coordinator has not finished after {} seconds", PATIENCE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void resume(String id) {
        store.resume(id).ifPresent(batch -> {
            switch (batch.phase()) {
                case PLANNING -> transport.publish(Topics.INGESTION_PLANS, new PlanBatch(id, batch.source()));
                case SWEEPING -> {
                    transport.publish(Topics.INDEX_SWEEPS, new SweepBatch(id, batch.source()));
                    redelivery.publishOpenDocuments(batch);
                }
                case RETRYING -> {
                    redelivery.publishOpenDocuments(batch);
                    redelivery.publishOpenRemovals(batch);
                }
                case READING, CANCELLING -> {}
            }
            step(id);
        });
    }

    private void step(String id) {
        switch (store.next(id, readsAtOnce)) {
            case Step.Read read -> {
                for (Split split : read.splits()) {
                    transport.publish(Topics.DATA_INGESTION, new ReadSplit(id, read.source(), split));
                }
            }
            case Step.Sweep sweep -> transport.publish(Topics.INDEX_SWEEPS, new SweepBatch(id, sweep.source()));
            case Step.Finish finish -> finish(id);
            case Step.Wait wait -> {}
        }
    }

    private void finish(String id) {
        store.finish(id, this::cleanUp).ifPresent(ended -> {
            log.atInfo()
                    .addKeyValue("batch", ended.id())
                    .addKeyValue("source", ended.source().value())
                    .log(
                            "Batch {} of {} {}: {} applied, {} unchanged, {} failed, {} removed",
                            ended.id(),
                            ended.source(),
                            ended.status(),
                            ended.applied(),
                            ended.skipped(),
                            ended.failed(),
                            ended.removed());
            if (ended.kind() == Batch.Kind.REMOVAL) {
                deletions.get().expunge();
            }
            startNext(ended.source());
            run(() -> purge(ended.source()));
        });
    }

    /// What is left of former batches, or of the source itself.
    private void cleanUp(Step.Finish finish) {
        Batch batch = finish.batch();
        boolean removed = batch.kind() == Batch.Kind.REMOVAL && finish.ending() == Batch.Status.COMPLETED;
        boolean readCompletely = finish.readCompletely() && finish.ending() != Batch.Status.CANCELLED;
        if (readCompletely) {
            deadLetters.supersede(batch.source().value(), batch.id());
        } else if (finish.ending() != Batch.Status.CANCELLED) {
            overtakenLetters.resolve(batch);
        }
        if (removed) {
            deletions.get().complete(batch);
            sources.remove(batch.source());
        }
    }

    private void purge(SourceId source) {
        if (store.purge(source)) {
            run(() -> purge(source));
        }
    }

    private void run(Runnable task) {
        try {
            thread.execute(() -> attempt(task));
        } catch (RejectedExecutionException e) {
            log.debug("The coordinator is closed; the batch goes on after the next start");
        }
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (TransportClosedException e) {
            log.debug("The transport is closed; the batch goes on after the next start");
        } catch (RuntimeException | Error e) {
            log.error("A batch could not be moved on and will be tried again", e);
            runLater(task);
        }
    }

    private void runLater(Runnable task) {
        try {
            thread.schedule(() -> attempt(task), PAUSE_AFTER_FAILURE_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("The coordinator is closed; the batch goes on after the next start");
        }
    }
}
