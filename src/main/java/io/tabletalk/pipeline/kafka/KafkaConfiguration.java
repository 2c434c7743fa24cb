package io.tabletalk.pipeline.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.tabletalk.pipeline.QueueLimits;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Connects to Kafka, when that is what carries the messages. Otherwise nothing of it is loaded.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "tabletalk.pipeline.transport", havingValue = "kafka")
@EnableConfigurationProperties(KafkaSettings.class)
class KafkaConfiguration {

    @Bean(destroyMethod = "close")
    KafkaTransport kafkaTransport(KafkaSettings settings, QueueLimits limits) {
        return new KafkaTransport(settings, limits);
    }

    @Bean
    KafkaHealth kafkaHealth(KafkaTransport transport) {
        return new KafkaHealth(transport);
    }

    @Bean
    KafkaMetrics kafkaMetrics(KafkaTransport transport, MeterRegistry registry) {
        return new KafkaMetrics(transport, registry);
    }
}
