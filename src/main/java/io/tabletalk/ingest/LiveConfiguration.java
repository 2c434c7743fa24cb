package io.tabletalk.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.role.ConditionalOnServer;
import io.tabletalk.source.Sources;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Puts together what follows live sources.
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

    @Bean
    OpenChanges openChanges() {
        return new OpenChanges();
    }

    @Bean
    LiveTurns liveTurns(BatchStatusStore store) {
        return new LiveTurns(store);
    }

    /// Starts with the process and needs all that ingestion has, which a worker does not.
    @Bean
    @ConditionalOnServer
    LiveSources liveSources(
            Sources sources,
            Ingestion ingestion,
            JdbcClient database,
            Transport transport,
            DeadLetters deadLetters,
            OpenChanges open,
            LiveTurns turns,
            JsonMapper json,
            IngestSettings settings,
            MeterRegistry meters) {
        LiveParts parts = new LiveParts(
                new LiveTable(database),
                new DeletionFences(database),
                turns,
                new LiveChanges(transport, deadLetters, open, json),
                new LiveTimes(meters),
                ingestion,
                settings.liveHeartbeat());
        String obstacle = transport.keepsMessages()
                ? "Sources are followed live only by a server that does all the work itself:"
                        + " tabletalk.pipeline.transport has to be local."
                : null;
        return new LiveSources(sources, parts, obstacle);
    }

    @Bean
    @ConditionalOnServer
    LiveHealth liveHealth(LiveSources sources) {
        return new LiveHealth(sources);
    }
}
