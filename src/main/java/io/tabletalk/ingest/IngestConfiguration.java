package io.tabletalk.ingest;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.ingest.passages.PassageSplitter;
import io.tabletalk.ingest.redis.RedisBatchStatusStore;
import io.tabletalk.ingest.sql.SqlBatchStatusStore;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.pipeline.StageRunner;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.redis.RedisServer;
import io.tabletalk.role.ConditionalOnRole;
import io.tabletalk.role.ConditionalOnServer;
import io.tabletalk.role.Role;
import io.tabletalk.role.Roles;
import io.tabletalk.source.FirstReads;
import io.tabletalk.source.Schedules;
import io.tabletalk.source.Sources;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// What every process has of the ingestion, whichever stages it runs.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngestSettings.class)
class IngestConfiguration {

    @Bean
    BatchStatusStore batchStatusStore(
            JdbcClient database,
            NamedParameterJdbcTemplate statements,
            TransactionTemplate transactions,
            JsonMapper json,
            ObjectProvider<RedisServer> redis,
            IngestSettings settings) {
        InstantSource clock = InstantSource.system();
        BatchStatusStore store = new SqlBatchStatusStore(database, statements, transactions, json, clock);
        RedisServer shared = redis.getIfAvailable();
        return shared == null ? store : RedisBatchStatusStore.open(store, shared, settings.statusTimeToLive(), clock);
    }

    @Bean
    FirstReads firstReads(BatchStatusStore store) {
        return store::firstReads;
    }

    @Bean
    ExcludedDocuments excludedDocuments(JdbcClient database) {
        return new ExcludedDocuments(database);
    }

    @Bean
    Redelivery redelivery(DeadLetters deadLetters, BatchStatusStore store, Transport transport, JsonMapper json) {
        return new Redelivery(deadLetters, store, transport, json);
    }

    @Bean
    BatchCoordinator batchCoordinator(
            BatchStatusStore store,
            DeadLetters deadLetters,
            Transport transport,
            Sources sources,
            Redelivery redelivery,
            ObjectProvider<Deletions> deletions,
            IngestSettings settings) {
        return new BatchCoordinator(
                store,
                deadLetters,
                transport,
                sources,
                redelivery,
                deletions::getObject,
                settings.partsAtOnce(transport.keepsMessages()));
    }

    @Bean
    Queues queues(Transport transport) {
        return new Queues(() -> transport.queues(Topics.CONSUMERS));
    }

    @Bean
    @ConditionalOnServer
    QueuesMetrics queuesMetrics(Queues queues) {
        return new QueuesMetrics(queues, Topics.CONSUMERS);
    }

    @Bean
    @ConditionalOnServer
    @ConditionalOnProperty(name = "tabletalk.pipeline.transport", havingValue = "kafka")
    QueuesHealth queuesHealth(Queues queues) {
        return new QueuesHealth(queues);
    }

    @Bean
    Stalls stalls(BatchStatusStore store, Queues queues, IngestSettings settings) {
        return new Stalls(store, queues, settings.stalledAfter(), InstantSource.system());
    }

    @Bean
    Ingestion ingestion(
            Sources sources,
            BatchStatusStore store,
            DeadLetters deadLetters,
            Redelivery redelivery,
            Deletions deletions,
            BatchCoordinator coordinator,
            Stalls stalls,
            LiveTurns liveTurns,
            TransactionTemplate transactions) {
        return new BatchIngestion(
                sources, store, deadLetters, redelivery, deletions, coordinator, stalls, liveTurns, transactions);
    }

    @Bean
    @ConditionalOnServer
    IngestAtStart ingestAtStart(Sources sources, Ingestion ingestion, BatchStatusStore store) {
        return new IngestAtStart(sources, ingestion, store);
    }

    @Bean
    @ConditionalOnRole(Role.STATUS)
    ScheduledReads scheduledReads(
            Schedules schedules,
            BatchStatusStore store,
            BatchCoordinator coordinator,
            TransactionTemplate transactions) {
        return new ScheduledReads(schedules, store, coordinator, transactions, InstantSource.system());
    }

    @Bean
    IngestMetrics ingestMetrics(BatchStatusStore store) {
        return new IngestMetrics(store, InstantSource.system());
    }

    @Bean
    @ConditionalOnServer
    NewsReads newsReads(Ingestion ingestion, BatchStatusStore store) {
        return new NewsReads(ingestion, store);
    }

    @Bean
    PassageSplitter passageSplitter(EmbeddingEngine engine, IngestSettings settings) {
        return settings.splitter(engine);
    }

    @Bean
    DocumentHash documentHash(PassageSplitter splitter) {
        return new DocumentHash(splitter.version());
    }

    @Bean
    IngestPipeline ingestPipeline(
            StageRunner runner,
            List<RoleStages> stages,
            BatchCoordinator coordinator,
            Transport transport,
            Roles roles) {
        if (!transport.keepsMessages() && (roles.roles().size() < Role.values().length || !roles.answersQuestions())) {
            throw new IllegalStateException("Work is shared between processes through Kafka only: set"
                    + " tabletalk.pipeline.transport to kafka, or let one server have all roles (tabletalk.roles).");
        }
        return new IngestPipeline(runner, stages, coordinator, roles.has(Role.STATUS));
    }
}
