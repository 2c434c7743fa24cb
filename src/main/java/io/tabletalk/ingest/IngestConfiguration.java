package io.tabletalk.ingest;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.DocumentTraces;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.passages.PassageSplitter;
import io.tabletalk.ingest.sql.SqlBatchStatusStore;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.pipeline.StageRunner;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.source.Schedules;
import io.tabletalk.source.Sources;
import io.tabletalk.state.StateErasure;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Puts the stages together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngestSettings.class)
class IngestConfiguration {

    @Bean
    BatchStatusStore batchStatusStore(
            JdbcClient database,
            NamedParameterJdbcTemplate statements,
            TransactionTemplate transactions,
            JsonMapper json) {
        return new SqlBatchStatusStore(database, statements, transactions, json, InstantSource.system());
    }

    @Bean
    Redelivery redelivery(DeadLetters deadLetters, BatchStatusStore store, Transport transport, JsonMapper json) {
        return new Redelivery(deadLetters, store, transport, json);
    }

    @Bean
    Traces traces(DeadLetters deadLetters, List<DocumentTraces> others) {
        return new Traces(deadLetters, others);
    }

    @Bean
    ExcludedDocuments excludedDocuments(JdbcClient database) {
        return new ExcludedDocuments(database);
    }

    @Bean
    Receipts receipts(JdbcClient database, JsonMapper json) {
        return new Receipts(database, json);
    }

    @Bean
    Expunger expunger(KnowledgeIndex index, StateErasure state, Receipts receipts) {
        return new Expunger(index, state, receipts, InstantSource.system());
    }

    @Bean
    Deletions deletions(
            KnowledgeIndex index,
            Transport transport,
            ExcludedDocuments excluded,
            Traces traces,
            Receipts receipts,
            Expunger expunger) {
        return new Deletions(index, transport, excluded, traces, receipts, expunger, InstantSource.system());
    }

    @Bean
    BatchCoordinator batchCoordinator(
            BatchStatusStore store,
            DeadLetters deadLetters,
            Transport transport,
            Sources sources,
            Redelivery redelivery,
            Deletions deletions,
            IngestSettings settings) {
        return new BatchCoordinator(
                store, deadLetters, transport, sources, redelivery, deletions, settings.ingestionWorkers());
    }

    @Bean
    Ingestion ingestion(
            Sources sources,
            BatchStatusStore store,
            DeadLetters deadLetters,
            Redelivery redelivery,
            Deletions deletions,
            BatchCoordinator coordinator) {
        return new BatchIngestion(sources, store, deadLetters, redelivery, deletions, coordinator);
    }

    @Bean
    IngestAtStart ingestAtStart(Sources sources, Ingestion ingestion, BatchStatusStore store) {
        return new IngestAtStart(sources, ingestion, store);
    }

    @Bean
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
    IngestionStage ingestionStage(
            Sources sources,
            BatchStatusStore store,
            DeadLetters deadLetters,
            KnowledgeIndex index,
            Transport transport,
            JsonMapper json,
            BatchCoordinator coordinator) {
        return new IngestionStage(
                "ingest",
                Topics.DATA_INGESTION,
                new BatchPlanner(sources, store, deadLetters),
                new SplitReader(sources, store, deadLetters, transport, json),
                new Sweeper(index, store, deadLetters, transport),
                store,
                coordinator);
    }

    @Bean
    PassageSplitter passageSplitter(EmbeddingEngine engine, IngestSettings settings) {
        return settings.splitter(engine);
    }

    @Bean
    DocumentHash documentHash(PassageSplitter splitter, EmbeddingEngine engine) {
        return new DocumentHash(splitter.version(), engine.fingerprint());
    }

    @Bean
    EmbedStage embedStage(
            KnowledgeIndex index,
            ExcludedDocuments excluded,
            PassageSplitter splitter,
            EmbeddingEngine engine,
            Transport transport) {
        return new EmbedStage(index, excluded, splitter, engine, transport);
    }

    @Bean
    ApplyStage applyStage(KnowledgeIndex index, Traces traces, Transport transport) {
        return new ApplyStage(index, traces, transport);
    }

    @Bean
    StatusStage statusStage(BatchStatusStore store, DeadLetters deadLetters, BatchCoordinator coordinator) {
        return new StatusStage(store, deadLetters, coordinator);
    }

    @Bean
    IngestPipeline ingestPipeline(
            StageRunner runner,
            IngestionStage ingestion,
            EmbedStage embed,
            ApplyStage apply,
            StatusStage status,
            BatchCoordinator coordinator,
            IngestSettings settings) {
        return new IngestPipeline(runner, ingestion, embed, apply, status, coordinator, settings);
    }
}
