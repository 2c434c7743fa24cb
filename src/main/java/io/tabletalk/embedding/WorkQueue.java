package io.tabletalk.embedding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Threads that send texts through the model, call by call, calls for questions before those for passages. Passages
/// wait
/// in bounded number: who brings more waits.
final class WorkQueue implements AutoCloseable {

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final ArrayDeque<Task<?>> questions = new ArrayDeque<>();
    private final ArrayDeque<Task<?>> passages = new ArrayDeque<>();
    private final List<Thread> workers = new ArrayList<>();
    private int waitingPassages;
    private boolean closed;

    /// @param capacity passages that may wait; a call that begins below it may go beyond
    WorkQueue(int workerCount, int capacity) {
        this.capacity = capacity;
        for (int i = 0; i < workerCount; i++) {
            workers.add(Thread.ofPlatform().daemon().name("embedding-" + i).start(this::work));
        }
    }

    private record Task<T>(int texts, Supplier<T> call, CompletableFuture<T> result) {

        void run() {
            try {
                result.complete(call.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        }

        void refuse(RuntimeException reason) {
            result.completeExceptionally(reason);
        }
    }

    /// @param call of the model
    /// @throws IllegalStateException when the queue is closed
    <T> CompletableFuture<T> question(Supplier<T> call) {
        Task<T> task = new Task<>(1, call, new CompletableFuture<>());
        lock.lock();
        try {
            requireOpen();
            questions.add(task);
            work.signal();
        } finally {
            lock.unlock();
        }
        return task.result();
    }

    /// Waits while the queue is full.
    ///
    /// @param texts how many go through the model in this call
    /// @throws IllegalStateException when the queue is closed
    <T> CompletableFuture<T> passages(int texts, Supplier<T> call) {
        Task<T> task = new Task<>(texts, call, new CompletableFuture<>());
        lock.lock();
        try {
            while (waitingPassages >= capacity && !closed) {
                room.awaitUninterruptibly();
            }
            requireOpen();
            passages.add(task);
            waitingPassages += texts;
            work.signal();
        } finally {
            lock.unlock();
        }
        return task.result();
    }

    int waitingPassages() {
        lock.lock();
        try {
            return waitingPassages;
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The embedding engine is closed.");
        }
    }

    private void work() {
        for (Task<?> task = next(); task != null; task = next()) {
            task.run();
        }
    }

    /// The next task, or null when the queue is closed and empty.
    private @Nullable Task<?> next() {
        lock.lock();
        try {
            while (true) {
                Task<?> question = questions.poll();
                if (question != null) {
                    return question;
                }
                Task<?> passage = passages.poll();
                if (passage != null) {
                    waitingPassages -= passage.texts();
                    room.signalAll();
                    return passage;
                }
                if (closed) {
                    return null;
                }
                work.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes no more work, refuses what waits, and returns when what is running is done.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            IllegalStateException refusal = new IllegalStateException("The embedding engine is closed.");
            questions.forEach(task -> task.refuse(refusal));
            passages.forEach(task -> task.refuse(refusal));
            questions.clear();
            passages.clear();
            waitingPassages = 0;
            work.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
        workers.forEach(WorkQueue::join);
    }

    private static void join(Thread worker) {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
