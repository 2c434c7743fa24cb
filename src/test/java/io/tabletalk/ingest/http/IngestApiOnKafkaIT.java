package io.tabletalk.ingest.http;

import io.tabletalk.testing.Kafka;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The whole server with Kafka carrying the messages.
class IngestApiOnKafkaIT extends IngestApiIT {

    @DynamicPropertySource
    static void kafka(DynamicPropertyRegistry registry) {
        String prefix = Kafka.prefix();
        registry.add("tabletalk.pipeline.transport", () -> "kafka");
        registry.add(
                "tabletalk.pipeline.kafka.bootstrap-servers",
                () -> Kafka.shared().bootstrapServers());
        registry.add("tabletalk.pipeline.kafka.prefix", () -> prefix);
    }

    @Override
    boolean tokensReachTheIndex() {
        return false;
    }
}
