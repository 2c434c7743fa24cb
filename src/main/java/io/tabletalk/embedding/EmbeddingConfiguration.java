package io.tabletalk.embedding;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import io.tabletalk.role.ConditionalOnRole;
import io.tabletalk.role.Role;
import io.tabletalk.state.DataDirectory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The embedding engine of this process.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EmbeddingSettings.class)
class EmbeddingConfiguration {

    @Bean(destroyMethod = "close")
    SwitchableEngine embeddingEngine(EmbeddingSettings settings, DataDirectory directory) {
        ModelLibrary library = new ModelLibrary(directory);
        return new SwitchableEngine(library.open(settings), fingerprint -> library.open(fingerprint, settings));
    }

    @Bean
    EmbeddingCache embeddingCache(EmbeddingSettings settings, DataDirectory directory) {
        long size = settings.cache().size();
        return size == 0
                ? EmbeddingCache.NONE
                : new LocalEmbeddingCache(directory.cache().resolve("embeddings.db"), size);
    }

    @Bean
    PassageEmbedder passageEmbedder(EmbeddingEngine engine, EmbeddingCache cache) {
        return new PassageEmbedder(engine, cache);
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
