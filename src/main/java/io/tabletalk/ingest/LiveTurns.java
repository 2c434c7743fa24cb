package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.web.ApiException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/// Keeps apart the changes of a live source and what must not run beside them. While a batch reads the source, changes
/// wait: a row that the batch has read and that is deleted before it reaches the index would otherwise come back. And a
/// removal begins only when no change is on its way, or the change would outlive it.
final class LiveTurns {

    private static final long PATIENCE_SECONDS = 30;
    private static final long PAUSE_MILLISECONDS = 100;

    private final BatchStatusStore store;
    private final Map<SourceId, ReentrantLock> locks = new ConcurrentHashMap<>();

    LiveTurns(BatchStatusStore store) {
        this.store = store;
    }

    /// Begins a turn for changes, once no batch is in the way.
    ///
    /// @param waiting told once when there is something to wait for
    Turn begin(SourceId source, Runnable waiting) throws InterruptedException {
        ReentrantLock lock = lock(source);
        boolean told = false;
        while (!lockedWithoutBatch(source, lock)) {
            if (!told) {
                waiting.run();
                told = true;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
        }
        return lock::unlock;
    }

    /// Holds the lock afterwards only when it returns true: not when a batch is in the way, nor when the store, which
    /// may be away, cannot tell.
    private boolean lockedWithoutBatch(SourceId source, ReentrantLock lock) throws InterruptedException {
        lock.lockInterruptibly();
        boolean free = false;
        try {
            free = !isBatchInTheWay(source);
            return free;
        } finally {
            if (!free) {
                lock.unlock();
            }
        }
    }

    /// Queues a removal while no change is on its way.
    <T> T beforeRemoval(SourceId source, Supplier<T> removal) {
        ReentrantLock lock = lock(source);
        if (!tryLock(lock)) {
            throw new ApiException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "source_busy",
                    "Changes of the source '" + source + "' are being applied. Try again in a while.");
        }
        try {
            return removal.get();
        } finally {
            lock.unlock();
        }
    }

    private boolean isBatchInTheWay(SourceId source) {
        return store.unfinished().stream()
                .filter(batch -> batch.source().equals(source))
                .anyMatch(batch -> batch.status() == Batch.Status.RUNNING || batch.kind() == Batch.Kind.REMOVAL);
    }

    private ReentrantLock lock(SourceId source) {
        return locks.computeIfAbsent(source, id -> new ReentrantLock());
    }

    private static boolean tryLock(ReentrantLock lock) {
        try {
            return lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// To be closed by the thread that has begun it.
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }
}
