package io.tabletalk.ingest;

import io.tabletalk.index.IndexException;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.state.StateErasure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/// Takes the bytes of what was deleted out of the files of the index and the state database, in the background: files
/// are rewritten as a whole, which takes long in a large index. Deletions in quick succession are one rewriting.
final class Expunger implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Expunger.class);
    private static final Duration GATHERING = Duration.ofMillis(500);
    private static final Duration BEFORE_TRYING_AGAIN = Duration.ofSeconds(5);

    private final KnowledgeIndex index;
    private final StateErasure state;
    private final Receipts receipts;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("expunger").factory());
    private final AtomicBoolean requested = new AtomicBoolean();
    private volatile boolean running;

    Expunger(KnowledgeIndex index, StateErasure state, Receipts receipts, InstantSource clock) {
        this.index = index;
        this.state = state;
        this.receipts = receipts;
        this.clock = clock;
        this.thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /// What is deleted by now is to be taken out of the files, soon.
    void request() {
        if (requested.compareAndSet(false, true)) {
            schedule(GATHERING);
        }
    }

    private void schedule(Duration delay) {
        try {
            thread.schedule(this::expunge, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("The server stops; what is left in files goes after the next start");
        }
    }

    private void expunge() {
        requested.set(false);
        Instant now = clock.instant();
        try {
            boolean expunged = index.expunge();
            if (state.emptyLog()) {
                if (expunged) {
                    receipts.expunged(now, clock.instant());
                }
                return;
            }
            log.debug("The log of the state database is being read and will be emptied later");
        } catch (IndexException | DataAccessException e) {
            log.warn("What was deleted is still in files; this is tried again: {}", e.getMessage());
        }
        schedule(BEFORE_TRYING_AGAIN);
    }

    /// Goes on with what was left when the process ended.
    @Override
    public void start() {
        running = true;
        if (receipts.unexpunged() > 0) {
            request();
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdown(); // no interruption: it would close files of the index under other threads
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
