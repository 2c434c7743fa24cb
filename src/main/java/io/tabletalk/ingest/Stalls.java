package io.tabletalk.ingest;

import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.pipeline.TransportUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;

/// Says why a batch does not go on. Safe for use by several threads.
final class Stalls {

    private final BatchStatusStore store;
    private final Queues queues;
    private final Duration patience;
    private final InstantSource clock;

    /// @param patience a batch that has not changed for so long is stalled
    Stalls(BatchStatusStore store, Queues queues, Duration patience, InstantSource clock) {
        this.store = store;
        this.queues = queues;
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
                        .anyMatch(other -> other.source().equals(batch.source()) && other.status() == Status.RUNNING);
    }

    private String cause(Batch batch) {
        if (batch.status() == Status.QUEUED) {
            return "It waits for a process with the role 'status' to start it.";
        }
        try {
            String waiting = queues.now().stream()
                    .filter(queue -> queue.waiting() > 0)
                    .map(Queues::told)
                    .collect(Collectors.joining(" "));
            return waiting.isEmpty()
                    ? "No message waits to be worked on; if none is lost, a process is at a long piece of work."
                    : waiting;
        } catch (TransportUnavailableException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String words(Duration silence) {
        long minutes = silence.toMinutes();
        return minutes < 2 ? silence.toSeconds() + " seconds" : minutes + " minutes";
    }
}
