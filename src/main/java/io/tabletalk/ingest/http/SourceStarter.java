package io.tabletalk.ingest.http;

import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceDefinition;
import io.tabletalk.source.Sources;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Defines a source and starts to read it, unless it can be told at once that this cannot work.
@Component
class SourceStarter {

    private static final Logger log = LoggerFactory.getLogger(SourceStarter.class);
    private static final long PATIENCE_MILLISECONDS = 2_000;
    private static final Executor VIRTUAL_THREADS =
            task -> Thread.ofVirtual().name("source-trial").start(task);

    private final Sources sources;
    private final Ingestion ingestion;

    SourceStarter(Sources sources, Ingestion ingestion) {
        this.sources = sources;
        this.ingestion = ingestion;
    }

    /// @throws SourceException when the settings are wrong, or a look at the source fails within two seconds; then
    ///                         nothing is remembered. A source that takes longer is told about by its batch.
    Batch start(String type, Map<String, Object> settings) {
        look(type, settings);
        SourceDefinition definition = sources.define(Optional.empty(), type, settings);
        return ingestion.start(definition.id());
    }

    private void look(String type, Map<String, Object> settings) {
        Source source = sources.open(type, settings);
        CompletableFuture<Void> trial = CompletableFuture.runAsync(() -> lookAndClose(source), VIRTUAL_THREADS);
        try {
            trial.orTimeout(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            log.debug("A source of kind {} takes its time; its batch will tell", type);
        }
    }

    private static void lookAndClose(Source source) {
        try (source) {
            source.schema();
        }
    }
}
