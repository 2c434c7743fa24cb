package io.tabletalk.embedding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Threads that turn texts into vectors, call by call, calls for questions before those for passages. Passages wait in
/// bounded number: who brings more waits.
///
/// @param <T> a text, ready for the model
final class WorkQueue<T> implements AutoCloseable {

    private final Function<List<T>, List<float[]>> embed;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final ArrayDeque<Task<T>> questions = new ArrayDeque<>();
    private final ArrayDeque<Task<T>> passages = new ArrayDeque<>();
    private final List<Thread> workers = new ArrayList<>();
    private int waitingPassages;
    private boolean closed;

    /// @param embed    the vectors of the texts of one call, in their order
    /// @param capacity passages that may wait; a call that begins below it may go beyond
    WorkQueue(Function<List<T>, List<float[]>> embed, int workerCount, int capacity) {
        this.embed = embed;
        this.capacity = capacity;
        for (int i = 0; i < workerCount; i++) {
            workers.add(Thread.ofPlatform().daemon().name("embedding-" + i).start(this::work));
        }
    }

    private record Task<T>(List<T> texts, CompletableFuture<List<float[]>> vectors) {}

    /// @throws IllegalStateException when the queue is closed
    CompletableFuture<List<float[]>> question(T text) {
        Task<T> task = new Task<>(List.of(text), new CompletableFuture<>());
        lock.lock();
        try {
            requireOpen();
            questions.add(task);
            work.signal();
        } finally {
            lock.unlock();
        }
        return task.vectors();
    }

    /// Waits while the queue is full.
    ///
    /// @param texts that are embedded in one call
    /// @throws IllegalStateException when the queue is closed
    CompletableFuture<List<float[]>> passages(List<T> texts) {
        Task<T> task = new Task<>(texts, new CompletableFuture<>());
        lock.lock();
        try {
            while (waitingPassages >= capacity && !closed) {
                room.awaitUninterruptibly();
            }
            requireOpen();
            passages.add(task);
            waitingPassages += texts.size();
            work.signal();
        } finally {
            lock.unlock();
        }
        return task.vectors();
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
        for (Task<T> task = next(); task != null; task = next()) {
            try {
                task.vectors().complete(embed.apply(task.texts()));
            } catch (RuntimeException | Error e) {
                task.vectors().completeExceptionally(e);
            }
        }
    }

    /// The next task, or null when the queue is closed and empty.
    private @Nullable Task<T> next() {
        lock.lock();
        try {
            while (true) {
                Task<T> question = questions.poll();
                if (question != null) {
                    return question;
                }
                Task<T> passage = passages.poll();
                if (passage != null) {
                    waitingPassages -= passage.texts().size();
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
            questions.forEach(task -> task.vectors().completeExceptionally(refusal));
            passages.forEach(task -> task.vectors().completeExceptionally(refusal));
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
