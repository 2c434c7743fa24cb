package io.tabletalk.index.chroma;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.KnowledgeIndex;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The index on a Chroma server, when the settings say so. Otherwise nothing of it is loaded.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "tabletalk.index.type", havingValue = "chroma")
@EnableConfigurationProperties(ChromaSettings.class)
class ChromaConfiguration {

    @Bean(destroyMethod = "close")
    KnowledgeIndex chromaIndex(ChromaSettings settings, EmbeddingEngine engine) {
        return new ChromaIndex(new ChromaServer(settings, engine.fingerprint()));
    }
}
