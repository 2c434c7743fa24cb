package io.tabletalk.pipeline.kafka;

import io.tabletalk.pipeline.TransportClosedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Room for messages in one topic: Kafka would take any number, but readers that run far ahead of the embedding fill
/// disks and let messages grow older than they are kept. Each process counts on its own, so that all together may go
/// beyond the limit by it once for each process.
final class Room {

    private static final long PAUSE_MILLISECONDS = 200;

    private final long limit;
    private final LongSupplier lag;
    private final CountDownLatch closed;
    private final ReentrantLock lock = new ReentrantLock();
    private long left;

    /// @param limit  the most messages that wait
    /// @param lag    how many do now; may ask the brokers
    /// @param closed counted down when waiting is of no use any more
    Room(long limit, LongSupplier lag, CountDownLatch closed) {
        this.limit = limit;
        this.lag = lag;
        this.closed = closed;
    }

    /// Waits until there is room for so many messages, or for a full measure when they are more than that.
    void take(int messages) {
        long needed = Math.min(messages, limit);
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try {
            while (left < needed) {
                left = limit - waiting();
                if (left < needed && closed.await(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                    throw closed();
                }
            }
            left -= messages;
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    private long waiting() {
        try {
            return lag.getAsLong();
        } catch (RuntimeException e) {
            // Closing cuts the question off in many ways, which say nothing about the message.
            throw closed.getCount() == 0 ? closed() : e;
        }
    }

    private static TransportClosedException closed() {
        return new TransportClosedException("The transport is closed.");
    }

    private static TransportClosedException interrupted() {
        Thread.currentThread().interrupt();
        return new TransportClosedException("Interrupted while waiting to publish.");
    }
}
