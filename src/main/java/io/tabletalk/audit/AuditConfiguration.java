package io.tabletalk.audit;

import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.DocumentHash;
import io.tabletalk.ingest.ExcludedDocuments;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.pipeline.StageRunner;
import io.tabletalk.role.ConditionalOnServer;
import io.tabletalk.source.Sources;
import io.tabletalk.state.DataDirectory;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Puts the audits together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditConfiguration {

    @Bean
    AuditTable auditTable(JdbcClient database) {
        return new AuditTable(database);
    }

    @Bean(destroyMethod = "close")
    Audits audits(
            Sources sources,
            KnowledgeIndex index,
            DocumentHash hash,
            ExcludedDocuments excluded,
            Ingestion ingestion,
            StageRunner pipeline,
            AuditTable results,
            DataDirectory directory,
            AuditSettings settings) {
        return new Audits(
                new SnapshotReader(sources, index, hash, excluded, settings.documentsPerSecond()),
                new Quiet(ingestion, pipeline, settings.settle(), settings.patience()),
                ingestion,
                index,
                results,
                directory.cache().resolve("audits"),
                settings.keys(),
                InstantSource.system());
    }

    @Bean
    @ConditionalOnServer
    AuditSchedule auditSchedule(Audits audits, Sources sources, Ingestion ingestion, AuditSettings settings) {
        return new AuditSchedule(audits, sources, ingestion, settings.interval(), InstantSource.system());
    }

    @Bean
    AuditTraces auditTraces(AuditTable results) {
        return new AuditTraces(results);
    }

    @Bean
    AuditDetail auditDetail(Audits audits) {
        return new AuditDetail(audits);
    }
}
