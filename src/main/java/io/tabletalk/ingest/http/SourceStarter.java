package io.tabletalk.ingest.http;

import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceDefinition;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.source.Sources;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Defines a source and starts to read it, unless it can be told at once that this cannot work.
@Component
class SourceStarter {

    private static final Logger log = LoggerFactory.getLogger(SourceStarter.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Executor VIRTUAL_THREADS =
            task -> Thread.ofVirtual().name("source-trial").start(task);

    private final Sources sources;
    private final Ingestion ingestion;
    private final Duration patience;

    @Autowired
    SourceStarter(Sources sources, Ingestion ingestion) {
        this(sources, ingestion, PATIENCE);
    }

    SourceStarter(Sources sources, Ingestion ingestion, Duration patience) {
        this.sources = sources;
        this.ingestion = ingestion;
        this.patience = patience;
    }

    /// @throws SourceException when the settings are wrong, or the source cannot be reached within five seconds; then
    ///                         nothing is remembered. One that is reached and takes longer to tell what it holds, such as
    ///                         a large view, is told about by its batch.
    Batch start(String type, Map<String, Object> settings) {
        look(type, settings);
        SourceDefinition definition = sources.define(Optional.empty(), type, settings);
        return ingestion.start(definition.id());
    }

    private void look(String type, Map<String, Object> settings) {
        Source source = sources.open(type, settings);
        CompletableFuture<Boolean> reached =
                CompletableFuture.supplyAsync(() -> source.check().isUp(), VIRTUAL_THREADS);
        CompletableFuture<SourceSchema> seen = CompletableFuture.supplyAsync(source::schema, VIRTUAL_THREADS);
        CompletableFuture.allOf(reached, seen).whenCompleteAsync((done, failure) -> source.close(), VIRTUAL_THREADS);
        try {
            seen.copy()
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            requireReached(reached);
            log.debug("A source of kind {} takes its time; its batch will tell", type);
        }
    }

    private void requireReached(CompletableFuture<Boolean> reached) {
        if (!reached.getNow(false)) {
            throw new SourceException(
                    Kind.UNAVAILABLE,
                    "The source has not answered within %d seconds. Is it running, and are host and port right?"
                            .formatted(patience.toSeconds()));
        }
    }
}
