package io.tabletalk.ingest;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.pipeline.TransportUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Says why a batch does not go on. Safe for use by several threads.
final class Stalls {

    /// However many ask, the brokers are asked no oftener.
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final BatchStatusStore store;
    private final LoadingCache<String, List<Transport.Queue>> queues;
    private final Duration patience;
    private final InstantSource clock;

    /// @param queues   what waits for whom
    /// @param patience a batch that has not changed for so long is stalled
    Stalls(
            BatchStatusStore store,
            Supplier<List<Transport.Queue>> queues,
            Duration patience,
            InstantSource clock) {
        this.store = store;
        this.queues = Caffeine.newBuilder().expireAfterWrite(FRESH).build(all -> queues.get());
        this.patience = patience;
        this.clock = clock;
    }

    /// The reason in a few sentences; empty when the batch has ended, goes on, or waits for another of its source.
    Optional<String> reason(Batch batch) {
        Duration silence = Duration.between(batch.updatedAt(), clock.instant());
        if (batch.status().isFinal() || silence.compareTo(patience) < 0 || waitsForAnother(batch)) {
            return Optional.empty();
        }
        return Optional.of("Nothing has happened for " + words(silence) + ". " + cause(batch));
    }

    private boolean waitsForAnother(Batch batch) {
        return batch.status() == Status.QUEUED
                && store.unfinished().stream()
                        .anyMatch(other ->
                                other.source().equals(batch.source()) && other.status() == Status.RUNNING);
    }

    private String cause(Batch batch) {
        if (batch.status() == Status.QUEUED) {
            return "It waits for a process with the role 'status' to start it.";
        }
        try {
            String waiting = queues.get("all").stream()
                    .filter(queue -> queue.waiting() > 0)
                    .map(Stalls::words)
                    .collect(Collectors.joining(" "));
            return waiting.isEmpty()
                    ? "No message waits to be worked on; if none is lost, a process is at a long piece of work."
                    : waiting;
        } catch (TransportUnavailableException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String words(Transport.Queue queue) {
        String workers =
                switch (queue.workers()) {
                    case 0 -> "of which no process is there";
                    case 1 -> "of which 1 process is there";
                    default -> "of which " + queue.workers() + " processes are there";
                };
        return "%,d messages of %s wait for %s, %s."
                .formatted(queue.waiting(), queue.topic(), queue.group(), workers);
    }

    private static String words(Duration silence) {
        long minutes = silence.toMinutes();
        return minutes < 2 ? silence.toSeconds() + " seconds" : minutes + " minutes";
    }
}
