package io.tabletalk.ingest;

import io.tabletalk.testing.Kafka;
import java.util.List;

/// The same, with the messages in Kafka: those that the killed server had not handled are delivered again, and nothing
/// else makes its batch go on.
class KilledServerOnKafkaIT extends KilledServerIT {

    private final String prefix = Kafka.prefix();

    @Override
    List<String> settings() {
        return List.of(
                "--tabletalk.pipeline.transport=kafka",
                "--tabletalk.pipeline.kafka.bootstrap-servers=" + Kafka.shared().bootstrapServers(),
                "--tabletalk.pipeline.kafka.prefix=" + prefix);
    }
}
