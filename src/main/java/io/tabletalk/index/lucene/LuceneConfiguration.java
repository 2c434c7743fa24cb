package io.tabletalk.index.lucene;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.state.DataDirectory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The index of this process.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "tabletalk.index.type", havingValue = "lucene", matchIfMissing = true)
class LuceneConfiguration {

    @Bean(destroyMethod = "close")
    KnowledgeIndex knowledgeIndex(DataDirectory directory, EmbeddingEngine engine) {
        return new LuceneIndex(directory.index(), engine.fingerprint());
    }
}
