package io.tabletalk.embedding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Threads that turn texts into vectors, questions before passages. Passages wait in bounded number: who brings more
/// waits.
final class WorkQueue implements AutoCloseable {

    private final Function<String, float[]> embed;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final ArrayDeque<Task> questions = new ArrayDeque<>();
    private final ArrayDeque<Task> passages = new ArrayDeque<>();
    private final List<Thread> workers = new ArrayList<>();
    private boolean closed;

    /// @param capacity passages that may wait
    WorkQueue(Function<String, float[]> embed, int workerCount, int capacity) {
        this.embed = embed;
        this.capacity = capacity;
        for (int i = 0; i < workerCount; i++) {
            workers.add(Thread.ofPlatform().daemon().name("embedding-" + i).start(this::work));
        }
    }

    private record Task(String text, CompletableFuture<float[]> vector) {}

    /// @throws IllegalStateException when the queue is closed
    CompletableFuture<float[]> question(String text) {
        Task task = new Task(text, new CompletableFuture<>());
        lock.lock();
        try {
            requireOpen();
            questions.add(task);
            work.signal();
        } finally {
            lock.unlock();
        }
        return task.vector();
    }

    /// Waits while the queue is full.
    ///
    /// @throws IllegalStateException when the queue is closed
    CompletableFuture<float[]> passage(String text) {
        Task task = new Task(text, new CompletableFuture<>());
        lock.lock();
        try {
            while (passages.size() >= capacity && !closed) {
                room.awaitUninterruptibly();
            }
            requireOpen();
            passages.add(task);
            work.signal();
        } finally {
            lock.unlock();
        }
        return task.vector();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The embedding engine is closed.");
        }
    }

    private void work() {
        for (Task task = next(); task != null; task = next()) {
            try {
                task.vector().complete(embed.apply(task.text()));
            } catch (RuntimeException | Error e) {
                task.vector().completeExceptionally(e);
            }
        }
    }

    /// The next task, or null when the queue is closed and empty.
    private @Nullable Task next() {
        lock.lock();
        try {
            while (true) {
                Task question = questions.poll();
                if (question != null) {
                    return question;
                }
                Task passage = passages.poll();
                if (passage != null) {
                    room.signal();
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
            questions.forEach(task -> task.vector().completeExceptionally(refusal));
            passages.forEach(task -> task.vector().completeExceptionally(refusal));
            questions.clear();
            passages.clear();
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
