package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Schedules;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionTemplate;

/// Reads sources when their schedule says so. A run that falls due while the source is still being read is left out,
/// so runs never pile up; of those missed while the server was down, one is made.
final class ScheduledReads implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ScheduledReads.class);
    private static final long PAUSE_MILLISECONDS = 500;

    private final Schedules schedules;
    private final BatchStatusStore store;
    private final BatchCoordinator coordinator;
    private final TransactionTemplate transactions;
    private final InstantSource clock;
    private volatile @Nullable ScheduledThreadPoolExecutor thread;

    ScheduledReads(
            Schedules schedules,
            BatchStatusStore store,
            BatchCoordinator coordinator,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.schedules = schedules;
        this.store = store;
        this.coordinator = coordinator;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Starts what is due now.
    void startDue() {
        Instant now = clock.instant();
        for (SourceId source : schedules.due(now)) {
            start(source, now);
        }
    }

    /// The run is taken and its batch stored in one step, so that a crash neither loses nor doubles it.
    private void start(SourceId source, Instant now) {
        Optional<Batch> started = transactions.execute(transaction -> {
            boolean underWay =
                    store.unfinished().stream().anyMatch(batch -> batch.source().equals(source));
            return schedules.take(source, now) && !underWay
                    ? Optional.of(store.create(source, Batch.Kind.CHANGES))
                    : Optional.empty();
        });
        started.ifPresent(batch -> coordinator.startNext(source));
    }

    private void attempt() {
        try {
            startDue();
        } catch (RuntimeException e) {
            log.error("Scheduled reads could not be started and will be tried again", e);
        }
    }

    @Override
    public void start() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("scheduled-reads").factory());
        executor.scheduleWithFixedDelay(this::attempt, 0, PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
        thread = executor;
    }

    @Override
    public void stop() {
        ScheduledThreadPoolExecutor running = thread;
        if (running != null) {
            running.shutdown();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /// After the pipeline has started, and before it stops.
    @Override
    public int getPhase() {
        return 1;
    }
}
