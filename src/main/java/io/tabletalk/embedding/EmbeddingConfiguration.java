package io.tabletalk.embedding;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import io.tabletalk.redis.RedisServer;
import io.tabletalk.role.ConditionalOnRole;
import io.tabletalk.role.Role;
import io.tabletalk.state.DataDirectory;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The embedding engine of this process.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EmbeddingSettings.class)
class EmbeddingConfiguration {

    @Bean(destroyMethod = "close")
    SwitchableEngine embeddingEngine(EmbeddingSettings settings, DataDirectory directory) {
        ModelLibrary library = new ModelLibrary(directory);
        return new SwitchableEngine(library.open(settings), fingerprint -> library.open(fingerprint, settings));
    }

    /// On Redis when there is one.
    @Bean
    EmbeddingCache embeddingCache(
            EmbeddingSettings settings,
            DataDirectory directory,
            ObjectProvider<RedisServer> redis,
            JdbcClient database) {
        long size = settings.cache().size();
        if (size == 0) {
            return EmbeddingCache.NONE;
        }
        Path file = directory.cache().resolve("embeddings.db");
        RedisServer shared = redis.getIfAvailable();
        if (shared == null) {
            return new LocalEmbeddingCache(file, size);
        }
        LocalEmbeddingCache.delete(file); // what lies there would never be forgotten
        return new RedisEmbeddingCache(shared, new ForgottenTexts(database), size);
    }

    @Bean
    PassageEmbedder passageEmbedder(EmbeddingEngine engine, EmbeddingCache cache, ObjectProvider<TokenDemand> demand) {
        return new PassageEmbedder(engine, cache, demand.stream().anyMatch(TokenDemand::tokensWanted));
    }

    @Bean
    @ConditionalOnRole(value = Role.EMBEDDING, orAnsweringQuestions = true)
    MeterBinder embeddingMetrics(EmbeddingEngine engine) {
        return registry -> Gauge.builder("tabletalk.embedding.waiting", engine, EmbeddingEngine::waitingPassages)
                .description("Passages that wait to be embedded")
                .register(registry);
    }

    @Bean
    @ConditionalOnRole(value = Role.EMBEDDING, orAnsweringQuestions = true)
    HealthCheck embeddingHealth(EmbeddingEngine engine) {
        return new HealthCheck() {

            @Override
            public String component() {
                return "embedding";
            }

            @Override
            public Health check() {
                try {
                    int tokens = engine.tokenize("ready").count();
                    return Health.up(
                            engine.fingerprint() + " is loaded" + (tokens > 0 ? "." : ", but finds no tokens."));
                } catch (RuntimeException e) {
                    return Health.down(String.valueOf(e.getMessage()));
                }
            }
        };
    }
}
