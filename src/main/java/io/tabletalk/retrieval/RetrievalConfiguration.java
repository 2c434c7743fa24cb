package io.tabletalk.retrieval;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.KnowledgeIndex;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetrievalSettings.class)
class RetrievalConfiguration {

    /// Made when it is first asked for: a process that answers no questions may have no index.
    @Bean
    @Lazy
    Reranker reranker(RetrievalSettings settings, EmbeddingEngine engine, KnowledgeIndex index) {
        return settings.reranking().open(engine, index);
    }
}
