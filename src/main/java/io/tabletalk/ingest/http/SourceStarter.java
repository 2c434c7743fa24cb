package io.tabletalk.ingest.http;

import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.source.SourceDefinition;
import io.tabletalk.source.Sources;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Defines a source and starts to read it, unless it can be told at once that this cannot work.
@Component
class SourceStarter {

    private static final SourceTrial TRIAL = new SourceTrial(Duration.ofSeconds(5));

    private final Sources sources;
    private final Ingestion ingestion;

    SourceStarter(Sources sources, Ingestion ingestion) {
        this.sources = sources;
        this.ingestion = ingestion;
    }

    /// @throws io.tabletalk.source.SourceException when the settings are wrong, or the source cannot be reached within
    ///                         five seconds; then nothing is remembered. One that is reached and takes longer to
    /// tell
    ///                         what it holds, such as a large view, is told about by its batch.
    Batch start(String type, Map<String, Object> settings) {
        TRIAL.look(sources.open(type, settings));
        SourceDefinition definition = sources.define(Optional.empty(), type, settings);
        return ingestion.start(definition.id());
    }
}
