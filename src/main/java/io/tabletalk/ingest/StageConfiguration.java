package io.tabletalk.ingest;

import io.tabletalk.embedding.PassageEmbedder;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.passages.PassageSplitter;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.role.ConditionalOnRole;
import io.tabletalk.role.Role;
import io.tabletalk.source.KeptDocuments;
import io.tabletalk.source.Sources;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

/// Puts the stages of this process's roles together, in the order in which they start: each role after those that it
/// publishes to.
@Configuration(proxyBeanMethods = false)
class StageConfiguration {

    @Bean
    @Order(1)
    @ConditionalOnRole(Role.STATUS)
    RoleStages statusStages(
            BatchStatusStore store, DeadLetters deadLetters, BatchCoordinator coordinator, OpenChanges liveChanges) {
        return Stages.ofStatus(new StatusStage(store, deadLetters, coordinator, liveChanges));
    }

    @Bean
    @Order(2)
    @ConditionalOnRole(Role.INDEX)
    RoleStages indexStages(
            KnowledgeIndex index,
            ObjectProvider<IndexReplica> replica,
            Traces traces,
            ExcludedDocuments excluded,
            Receipts receipts,
            DocumentHash hash,
            BatchStatusStore store,
            DeadLetters deadLetters,
            BatchCoordinator coordinator,
            Transport transport,
            List<KeptDocuments> kept,
            IngestSettings settings) {
        IndexSupply supply = replica.getIfAvailable();
        if (supply == null) {
            supply = new DirectSupply(index, traces, receipts);
        }
        return Stages.ofIndex(
                new ApplyStage(supply, receipts, transport),
                new CompareStage(index, supply, excluded, receipts, hash, transport, kept),
                new SweepStage(new Sweeper(index, supply, store, deadLetters, transport), store, coordinator),
                settings);
    }

    @Bean
    @Order(3)
    @ConditionalOnRole(Role.EMBEDDING)
    RoleStages embeddingStages(
            PassageSplitter splitter,
            PassageEmbedder embedder,
            DocumentHash hash,
            BatchStatusStore store,
            Transport transport,
            IngestSettings settings) {
        return Stages.ofEmbedding(new EmbedStage(splitter, embedder, hash, store, transport), settings);
    }

    @Bean
    @Order(4)
    @ConditionalOnRole(Role.INGESTION)
    RoleStages ingestionStages(
            Sources sources,
            BatchStatusStore store,
            DeadLetters deadLetters,
            ObjectProvider<KnowledgeIndex> index,
            BatchCoordinator coordinator,
            Transport transport,
            JsonMapper json,
            IngestSettings settings) {
        return Stages.ofIngestion(
                new IngestionStage(
                        "ingest",
                        Topics.DATA_INGESTION,
                        new BatchPlanner(sources, store, deadLetters, Optional.ofNullable(index.getIfAvailable())),
                        new SplitReader(sources, store, deadLetters, transport, json),
                        store,
                        coordinator),
                settings);
    }
}
