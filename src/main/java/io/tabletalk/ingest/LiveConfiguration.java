package io.tabletalk.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.role.ConditionalOnServer;
import io.tabletalk.source.LiveObstacle;
import io.tabletalk.source.Sources;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Puts together what follows live sources.
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

    private static final String ON_KAFKA =
            "Sources are followed live, also by the topics of Kafka Connect, only by a server that does all the work itself:"
                    + " TABLETALK_PIPELINE_TRANSPORT has to be local, and it is kafka. Leave out 'live' and 'changes', and"
                    + " have the source read by a schedule.";

    @Bean
    OpenChanges openChanges() {
        return new OpenChanges();
    }

    @Bean
    LiveObstacle liveObstacle(@Value("${tabletalk.pipeline.transport:local}") String transport) {
        return () -> transport.equalsIgnoreCase("local") ? Optional.empty() : Optional.of(ON_KAFKA);
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
            LiveObstacle obstacle,
            MeterRegistry meters) {
        LiveParts parts = new LiveParts(
                new LiveTable(database),
                new DeletionFences(database),
                turns,
                new LiveChanges(transport, deadLetters, open, json),
                new LiveTimes(meters),
                ingestion,
                settings.liveHeartbeat());
        return new LiveSources(sources, parts, obstacle.reason().orElse(null));
    }

    @Bean
    @ConditionalOnServer
    LiveHealth liveHealth(LiveSources sources) {
        return new LiveHealth(sources);
    }
}
