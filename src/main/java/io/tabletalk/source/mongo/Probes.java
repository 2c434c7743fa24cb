package io.tabletalk.source.mongo;

import io.tabletalk.source.FeedPosition;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// Questions how far the server is that have not been answered. Any thread may ask.
final class Probes {

    private final Deque<Probe> open = new ArrayDeque<>();

    /// @param position of the server when it was asked
    private record Probe(FeedPosition position, Instant askedAt) {}

    /// Of two at the same position the later one says more, and is answered at the same moment.
    synchronized void add(FeedPosition position, Instant askedAt) {
        Probe last = open.peekLast();
        if (last != null && last.position().compareTo(position) == 0) {
            open.removeLast();
        }
        open.add(new Probe(position, askedAt));
    }

    synchronized boolean isAnyAnsweredBy(FeedPosition reached) {
        return open.stream().anyMatch(probe -> reached.compareTo(probe.position()) >= 0);
    }

    /// When the latest of those was asked that are answered by this position; the earliest time when none is.
    synchronized Instant latestAnsweredBy(FeedPosition reached) {
        return open.stream()
                .filter(probe -> reached.compareTo(probe.position()) >= 0)
                .map(Probe::askedAt)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    synchronized void removeAnsweredBy(FeedPosition reached) {
        open.removeIf(probe -> reached.compareTo(probe.position()) >= 0);
    }
}
