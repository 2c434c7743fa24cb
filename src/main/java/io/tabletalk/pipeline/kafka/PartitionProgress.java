package io.tabletalk.pipeline.kafka;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.TreeSet;

/// What has become of the messages of one partition while this process has it: messages of several keys are handled at
/// once and end in any order, but only the first that is not done may be where a successor begins. Safe for use by
/// several threads.
final class PartitionProgress {

    private final TreeSet<Long> open = new TreeSet<>();
    private long next = -1;
    private long committed = -1;
    private int dropped;
    private boolean revoked;

    synchronized void received(long offset) {
        open.add(offset);
        next = offset + 1;
    }

    synchronized void done(long offset) {
        open.remove(offset);
        notifyAll();
    }

    /// A message that will not be handled here, since the partition goes to another process.
    synchronized void dropped() {
        dropped++;
    }

    /// Where a successor should begin, if that is further than what is committed.
    synchronized OptionalLong committable() {
        long first = open.isEmpty() ? next : open.first();
        return first > committed ? OptionalLong.of(first) : OptionalLong.empty();
    }

    synchronized void committed(long offset) {
        committed = Math.max(committed, offset);
    }

    synchronized void revoke() {
        revoked = true;
    }

    synchronized boolean isRevoked() {
        return revoked;
    }

    /// Waits until nothing of the partition is in work. Returns whether it came to that in time.
    synchronized boolean awaitIdle(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (open.size() > dropped) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
