package io.tabletalk.embedding;

import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import io.tabletalk.state.DataDirectory;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The embedding engine of this process.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EmbeddingSettings.class)
class EmbeddingConfiguration {

    /// Where the tokenizer's native library is unpacked; a folder in the user's home when not set.
    private static final String NATIVES = "DJL_CACHE_DIR";

    @Bean(destroyMethod = "close")
    EmbeddingEngine embeddingEngine(EmbeddingSettings settings, DataDirectory directory) {
        if (Optional.ofNullable(System.getenv(NATIVES)).isEmpty() && System.getProperty(NATIVES) == null) {
            System.setProperty(NATIVES, directory.cache().toString());
        }
        return new MiniLmEngine(settings);
    }

    @Bean
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
