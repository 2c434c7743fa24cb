package io.tabletalk.retrieval;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.TokenDemand;
import io.tabletalk.index.KnowledgeIndex;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetrievalSettings.class)
class RetrievalConfiguration {

    /// The embedded index keeps the tokens of passages. Messages on Kafka do not carry them: they would be five times
    /// as
    /// long.
    @Bean
    @ConditionalOnProperty(name = "tabletalk.index.type", havingValue = "lucene", matchIfMissing = true)
    @ConditionalOnProperty(name = "tabletalk.pipeline.transport", havingValue = "local", matchIfMissing = true)
    TokenDemand tokenDemand(RetrievalSettings settings) {
        return () -> settings.reranking() != Reranking.OFF;
    }

    /// Made when it is first asked for: a process that answers no questions may have no index.
    @Bean
    @Lazy
    Reranker reranker(RetrievalSettings settings, EmbeddingEngine engine, KnowledgeIndex index) {
        return settings.reranking().open(engine, index);
    }
}
