package io.tabletalk.pipeline;

import io.tabletalk.pipeline.local.LocalTransport;
import io.tabletalk.pipeline.sql.SqlDeadLetters;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Puts the pipeline together as the settings say.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PipelineSettings.class)
class PipelineConfiguration {

    @Bean(destroyMethod = "close")
    Transport transport(PipelineSettings settings) {
        return switch (settings.transport()) {
            case LOCAL ->
                new LocalTransport(
                        settings.queueMessages(), settings.queueSize().toBytes(), settings.shutdownGrace());
        };
    }

    @Bean
    DeadLetters deadLetters(JdbcClient database) {
        return new SqlDeadLetters(database);
    }

    @Bean(destroyMethod = "close")
    StageRunner stageRunner(Transport transport, DeadLetters deadLetters, JsonMapper json, PipelineSettings settings) {
        return new StageRunner(transport, deadLetters, json, settings.retry().policy());
    }

    @Bean
    PipelineHealth pipelineHealth(StageRunner runner, DeadLetters deadLetters) {
        return new PipelineHealth(runner, deadLetters);
    }
}
