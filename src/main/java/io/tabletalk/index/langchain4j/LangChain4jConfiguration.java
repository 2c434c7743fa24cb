package io.tabletalk.index.langchain4j;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.role.ConditionalOnRole;
import io.tabletalk.role.Role;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// The index in a store that the settings name. Otherwise nothing of it is loaded.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "tabletalk.index.type", havingValue = "langchain4j")
@ConditionalOnRole(value = Role.INDEX, orAnsweringQuestions = true)
@EnableConfigurationProperties(LangChain4jSettings.class)
class LangChain4jConfiguration {

    @Bean(destroyMethod = "close")
    KnowledgeIndex langChain4jIndex(
            LangChain4jSettings settings,
            EmbeddingEngine engine,
            JdbcClient database,
            TransactionTemplate transactions,
            JsonMapper json) {
        String name = settings.name() + " " + engine.fingerprint();
        Catalogue catalogue = new Catalogue(name, database, transactions, json, InstantSource.system());
        return new StoreIndex(
                StoreFactory.open(settings.store(), settings.properties()), catalogue, engine.dimensions());
    }
}
