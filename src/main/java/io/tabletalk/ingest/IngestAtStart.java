package io.tabletalk.ingest;

import io.tabletalk.source.Sources;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/// Reads the sources that are to be read when the server starts.
final class IngestAtStart {

    private final Sources sources;
    private final Ingestion ingestion;
    private final BatchStatusStore store;

    IngestAtStart(Sources sources, Ingestion ingestion, BatchStatusStore store) {
        this.sources = sources;
        this.ingestion = ingestion;
        this.store = store;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        for (Sources.IngestAtStart wanted : sources.ingestAtStart()) {
            if (!isDone(wanted) && !isPaused(wanted)) {
                ingestion.start(wanted.source());
            }
        }
    }

    private boolean isPaused(Sources.IngestAtStart wanted) {
        return sources.find(wanted.source())
                .filter(source -> source.upkeep().paused())
                .isPresent();
    }

    /// A batch that the last end of the server has interrupted goes on by itself.
    private boolean isDone(Sources.IngestAtStart wanted) {
        boolean underWay =
                store.unfinished().stream().anyMatch(batch -> batch.source().equals(wanted.source()));
        return underWay || (wanted.once() && store.knows(wanted.source()));
    }
}
