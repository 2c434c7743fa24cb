package io.tabletalk.pipeline.kafka;

import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// What has become of the messages of one partition while this process has it: messages of several keys are handled at
/// once and end in any order, but only the first that is not done may be where a successor begins. Safe for use by
/// several threads.
final class PartitionProgress {

    private final TreeSet<Long> open = new TreeSet<>();
    private final Set<Long> letGo = new HashSet<>();
    private long next = -1;
    private long committed = -1;
    private boolean revoked;
    private boolean gone;

    synchronized void received(long offset) {
        open.add(offset);
        next = offset + 1;
    }

    synchronized void done(long offset) {
        open.remove(offset);
        letGo.remove(offset);
        notifyAll();
    }

    /// A message that will not be handled here, since the partition goes to another process or this one ends. It stays
    /// open, so that a successor begins no later, and nobody waits for it.
    synchronized void letGo(long offset) {
        if (open.contains(offset)) {
            letGo.add(offset);
            notifyAll();
        }
    }

    /// Whether a message is to be delivered here until it is done.
    synchronized boolean isWanted(long offset) {
        return !revoked && open.contains(offset);
    }

    /// Where a successor should begin, if that is further than what is committed.
    synchronized OptionalLong committable() {
        return successorsPlace().stream().filter(place -> place > committed).findAny();
    }

    /// Where a successor should begin; empty while nothing was received.
    synchronized OptionalLong successorsPlace() {
        long first = open.isEmpty() ? next : open.first();
        return first < 0 ? OptionalLong.empty() : OptionalLong.of(first);
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

    /// Another process may have the partition from now on.
    synchronized void gone() {
        gone = true;
    }

    synchronized boolean isGone() {
        return gone;
    }

    /// Waits until nothing of the partition is in work. Returns whether it came to that in time.
    synchronized boolean awaitIdle(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (open.size() > letGo.size()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
