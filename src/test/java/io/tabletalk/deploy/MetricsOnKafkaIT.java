package io.tabletalk.deploy;

import io.tabletalk.testing.Kafka;
import io.tabletalk.testing.Redis;
import java.util.function.Predicate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The same with Kafka and Redis, where every metric is there.
class MetricsOnKafkaIT extends MetricsIT {

    @DynamicPropertySource
    static void kafka(DynamicPropertyRegistry registry) {
        String prefix = Kafka.prefix();
        registry.add("tabletalk.pipeline.transport", () -> "kafka");
        registry.add(
                "tabletalk.pipeline.kafka.bootstrap-servers",
                () -> Kafka.shared().bootstrapServers());
        registry.add("tabletalk.pipeline.kafka.prefix", () -> prefix);
        registry.add("tabletalk.redis.url", () -> Redis.shared().url());
        registry.add("tabletalk.redis.prefix", () -> prefix);
    }

    @Override
    Predicate<String> isHere() {
        return name -> true;
    }
}
