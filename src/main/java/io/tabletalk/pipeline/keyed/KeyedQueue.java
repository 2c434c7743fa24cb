package io.tabletalk.pipeline.keyed;

import io.tabletalk.pipeline.TransportClosedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A bounded queue from which several workers take batches, while each key is in the hands of one worker at a time.
///
/// Each key has a mailbox of its own; a mailbox waits in line while it has messages and nobody works on it. So a slow
/// key holds up only itself, which lanes by the key's hash would not give: there, all keys behind it in the lane wait.
public final class KeyedQueue<M> {

    private final int maxMessages;
    private final long maxWeight;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition taken = lock.newCondition();
    private final Map<String, Mailbox<M>> mailboxes = new HashMap<>();
    private final Deque<Mailbox<M>> line = new ArrayDeque<>();
    private int waiting;
    private long weight;
    private boolean closed;

    /// @param maxMessages the most messages that wait
    /// @param maxWeight   about the most bytes that waiting messages take
    public KeyedQueue(int maxMessages, long maxWeight) {
        this.maxMessages = maxMessages;
        this.maxWeight = maxWeight;
    }

    /// Adds a message; waits for room unless `unbounded`.
    ///
    /// @throws TransportClosedException when the queue is closed, or closes while this waits
    public void put(String key, M message, long messageWeight, boolean unbounded) {
        lock.lock();
        try {
            while (!closed && !unbounded && isFull(messageWeight)) {
                taken.await();
            }
            if (closed) {
                throw new TransportClosedException("The transport is closed.");
            }
            add(key, new Letter<>(message, messageWeight));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportClosedException("Interrupted while waiting to publish.");
        } finally {
            lock.unlock();
        }
    }

    /// Up to `max` messages that weigh up to `mostWeight` together, but one at least; or null once the queue is closed.
    /// Their keys are held until [#done].
    @Nullable
    Batch<M> take(int max, long mostWeight) throws InterruptedException {
        lock.lock();
        try {
            while (!closed && line.isEmpty()) {
                arrived.await();
            }
            return closed ? null : drain(max, mostWeight);
        } finally {
            lock.unlock();
        }
    }

    /// Frees the batch's keys.
    void done(Batch<M> batch) {
        lock.lock();
        try {
            for (Mailbox<M> mailbox : batch.mailboxes()) {
                mailbox.held = false;
                if (mailbox.letters.isEmpty()) {
                    mailboxes.remove(mailbox.key);
                } else {
                    line.add(mailbox);
                    arrived.signal();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    public long waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /// Whether at most this share of the room, 0 to 1, is taken.
    public boolean isFilledAtMost(double share) {
        lock.lock();
        try {
            return waiting <= share * maxMessages && weight <= share * maxWeight;
        } finally {
            lock.unlock();
        }
    }

    /// Takes out the waiting messages for which the condition holds.
    public void removeIf(Predicate<M> condition) {
        lock.lock();
        try {
            mailboxes
                    .values()
                    .forEach(mailbox -> mailbox.letters.removeIf(letter -> {
                        boolean removed = condition.test(letter.message());
                        if (removed) {
                            waiting--;
                            weight -= letter.weight();
                        }
                        return removed;
                    }));
            line.removeIf(mailbox -> mailbox.letters.isEmpty());
            mailboxes.values().removeIf(mailbox -> mailbox.letters.isEmpty() && !mailbox.held);
            taken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Takes and gives no more.
    public void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
            taken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// A message heavier than the whole limit is let in when it is alone, or it would wait for ever.
    private boolean isFull(long messageWeight) {
        return waiting >= maxMessages || (waiting > 0 && weight + messageWeight > maxWeight);
    }

    private void add(String key, Letter<M> letter) {
        Mailbox<M> mailbox = mailboxes.computeIfAbsent(key, Mailbox::new);
        boolean first = mailbox.letters.isEmpty();
        mailbox.letters.add(letter);
        waiting++;
        weight += letter.weight();
        if (first && !mailbox.held) {
            line.add(mailbox);
            arrived.signal();
        }
    }

    private Batch<M> drain(int max, long mostWeight) {
        List<M> messages = new ArrayList<>();
        List<Mailbox<M>> held = new ArrayList<>();
        long room = mostWeight;
        while (!line.isEmpty() && fits(line.getFirst(), messages.size(), max, room)) {
            Mailbox<M> mailbox = line.remove();
            mailbox.held = true;
            held.add(mailbox);
            while (fits(mailbox, messages.size(), max, room)) {
                Letter<M> letter = mailbox.letters.remove();
                messages.add(letter.message());
                room -= letter.weight();
                waiting--;
                weight -= letter.weight();
            }
        }
        taken.signalAll();
        return new Batch<>(List.copyOf(messages), held);
    }

    private static <M> boolean fits(Mailbox<M> mailbox, int messages, int max, long room) {
        Letter<M> next = mailbox.letters.peek();
        return next != null && messages < max && (messages == 0 || next.weight() <= room);
    }

    record Batch<M>(List<M> messages, List<Mailbox<M>> mailboxes) {}

    private record Letter<M>(M message, long weight) {}

    static final class Mailbox<M> {
        private final String key;
        private final Deque<Letter<M>> letters = new ArrayDeque<>(2);
        private boolean held;

        Mailbox(String key) {
            this.key = key;
        }
    }
}
