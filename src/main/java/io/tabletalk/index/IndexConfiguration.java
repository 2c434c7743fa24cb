package io.tabletalk.index;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import io.tabletalk.role.ConditionalOnRole;
import io.tabletalk.role.Role;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What is said about the index, whichever one it is.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IndexSettings.class)
@ConditionalOnRole(value = Role.INDEX, orAnsweringQuestions = true)
class IndexConfiguration {

    @Bean
    HealthCheck indexHealth(KnowledgeIndex index) {
        return new HealthCheck() {

            @Override
            public String component() {
                return "index";
            }

            @Override
            public Health check() {
                return index.check();
            }
        };
    }

    @Bean
    MeterBinder indexMetrics(KnowledgeIndex index) {
        return registry -> {
            Gauge.builder("tabletalk.index.documents", index, KnowledgeIndex::documentCount)
                    .description("Documents in the index")
                    .register(registry);
            Gauge.builder("tabletalk.index.passages", index, KnowledgeIndex::passageCount)
                    .description("Passages in the index")
                    .register(registry);
        };
    }
}
