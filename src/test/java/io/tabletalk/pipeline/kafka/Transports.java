package io.tabletalk.pipeline.kafka;

import io.tabletalk.pipeline.QueueLimits;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.testing.Kafka;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/// Transports for tests, on topics of their own.
public final class Transports {

    private Transports() {}

    /// On topics that no other test has.
    public static Transport create() {
        return with(10_000);
    }

    /// The same, where a group may be so many messages behind.
    static KafkaTransport with(int capacity) {
        return on(Kafka.shared(), Kafka.prefix(), capacity);
    }

    static KafkaTransport on(Kafka kafka, String prefix, int capacity) {
        return new KafkaTransport(settings(kafka.bootstrapServers(), prefix, capacity), limits(capacity));
    }

    static QueueLimits limits(int capacity) {
        return new QueueLimits(capacity, 1_000_000, Duration.ofSeconds(10));
    }

    static KafkaSettings settings(String bootstrapServers, String prefix, int capacity) {
        return settings(bootstrapServers, prefix, capacity, DataSize.ofKilobytes(512));
    }

    static KafkaSettings settings(String bootstrapServers, String prefix, int capacity, DataSize largest) {
        return new KafkaSettings(
                bootstrapServers,
                null,
                prefix,
                new KafkaSettings.Partitions(12, 8, 4, 4),
                0,
                Duration.ofDays(7),
                Duration.ofDays(1),
                KafkaSettings.Compression.ZSTD,
                largest,
                capacity,
                Duration.ofSeconds(10),
                Duration.ofSeconds(20));
    }
}
