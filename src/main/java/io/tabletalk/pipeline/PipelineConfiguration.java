package io.tabletalk.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.tabletalk.pipeline.local.LocalTransport;
import io.tabletalk.pipeline.sql.SqlDeadLetters;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Puts the pipeline together as the settings say.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PipelineSettings.class)
class PipelineConfiguration {

    @Bean
    QueueLimits queueLimits(PipelineSettings settings) {
        return settings.queueLimits();
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnProperty(name = "tabletalk.pipeline.transport", havingValue = "local", matchIfMissing = true)
    Transport localTransport(QueueLimits limits) {
        return new LocalTransport(limits.messages(), limits.weight(), limits.grace());
    }

    @Bean
    DeadLetters deadLetters(
            JdbcClient database, NamedParameterJdbcTemplate statements, TransactionTemplate transactions) {
        return new SqlDeadLetters(database, statements, transactions);
    }

    @Bean(destroyMethod = "close")
    StageRunner stageRunner(Transport transport, DeadLetters deadLetters, JsonMapper json, PipelineSettings settings) {
        return new StageRunner(transport, deadLetters, json, settings.retry().policy());
    }

    @Bean
    PipelineHealth pipelineHealth(StageRunner runner, DeadLetters deadLetters) {
        return new PipelineHealth(runner, deadLetters);
    }

    @Bean
    PipelineMetrics pipelineMetrics(StageRunner runner, DeadLetters deadLetters, MeterRegistry registry) {
        return new PipelineMetrics(runner, deadLetters, registry);
    }
}
