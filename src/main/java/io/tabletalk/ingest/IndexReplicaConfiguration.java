package io.tabletalk.ingest;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.BookmarkedIndex;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.role.ConditionalOnRole;
import io.tabletalk.role.Role;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where processes share the work, an index that lies in the data directory is a copy, and every server has one.
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(value = Role.INDEX, orAnsweringQuestions = true)
@ConditionalOnProperty(name = "tabletalk.index.type", havingValue = "lucene", matchIfMissing = true)
class IndexReplicaConfiguration {

    @Bean
    @ConditionalOnProperty(name = "tabletalk.pipeline.transport", havingValue = "kafka")
    IndexReplica indexReplica(
            BookmarkedIndex index, Traces traces, Receipts receipts, Transport transport, EmbeddingEngine engine) {
        return new IndexReplica(index, traces, receipts, transport, engine.fingerprint());
    }

    @Bean
    @ConditionalOnProperty(name = "tabletalk.pipeline.transport", havingValue = "kafka")
    IndexReplicaMetrics indexReplicaMetrics(IndexReplica replica) {
        return new IndexReplicaMetrics(replica);
    }
}
