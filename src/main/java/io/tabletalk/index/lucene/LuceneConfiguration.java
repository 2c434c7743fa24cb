package io.tabletalk.index.lucene;

import io.tabletalk.embedding.PassageEmbedder;
import io.tabletalk.embedding.SwitchableEngine;
import io.tabletalk.role.ConditionalOnRole;
import io.tabletalk.role.Role;
import io.tabletalk.role.Roles;
import io.tabletalk.state.DataDirectory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The index of this process.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "tabletalk.index.type", havingValue = "lucene", matchIfMissing = true)
@ConditionalOnRole(value = Role.INDEX, orAnsweringQuestions = true)
@EnableConfigurationProperties(IndexSettings.class)
class LuceneConfiguration {

    @Bean(destroyMethod = "close")
    SwitchableIndex knowledgeIndex(
            DataDirectory directory,
            SwitchableEngine engine,
            PassageEmbedder embedder,
            IndexSettings settings,
            Roles roles) {
        requireServer(roles);
        return new SwitchableIndex(new IndexFolders(directory.index()), engine, embedder, settings.words());
    }

    @Bean
    ApplicationRunner reembeddingAtStart(SwitchableIndex index, IndexSettings settings) {
        return arguments -> index.resume(settings.reEmbedAtStart());
    }

    /// The folder is searched where it is written.
    private static void requireServer(Roles roles) {
        if (!roles.answersQuestions()) {
            throw new IllegalStateException("A worker cannot have the role 'index': the index is a folder of the server"
                    + " that answers questions, which writes it itself.");
        }
    }
}
