package io.tabletalk.pipeline.kafka;

import io.tabletalk.pipeline.TransportClosedException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// How far a topic is handled, for those who wait for it. Safe for use by several threads.
final class Reached {

    private Map<Integer, Long> next = Map.of();
    private boolean closed;

    synchronized void to(Map<Integer, Long> places) {
        next = Map.copyOf(places);
        notifyAll();
    }

    /// Lets nobody wait any longer.
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean is(Map<TopicPartition, Long> ends) {
        return missing(ends) == 0;
    }

    /// How many places there are up to these ends.
    synchronized long missing(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(
                        0, end.getValue() - next.getOrDefault(end.getKey().partition(), 0L)))
                .sum();
    }

    /// Returns whether it came to that in time.
    synchronized boolean await(Map<TopicPartition, Long> ends, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!is(ends)) {
            if (closed) {
                throw new TransportClosedException("The transport is closed.");
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
