package io.tabletalk.pipeline.kafka;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param bootstrapServers hosts and ports of some brokers, separated by commas
/// @param propertiesFile   a file of Kafka client properties, for encryption and credentials
/// @param prefix           what the names of all topics and groups begin with
/// @param partitions       of topics that are created
/// @param replication      of topics that are created; 0 is as the brokers have it
/// @param retention        how long messages are kept, whether or not they were handled
/// @param compactAfter     how long every message of a compacted topic is kept before only the latest of a key is
/// @param compression      of what is sent
/// @param maxMessageSize   the largest message, before compression
/// @param maxLag           how many messages a group may be behind before publishers to its topic wait
/// @param sessionTimeout   how long a process may be silent before its partitions go to others
/// @param timeout          how long the brokers may take to accept a message
@Validated
@ConfigurationProperties("tabletalk.pipeline.kafka")
record KafkaSettings(
        @NotBlank @DefaultValue("127.0.0.1:9092") String bootstrapServers,
        @Nullable Path propertiesFile,

        @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{0,100}") @DefaultValue("")
        String prefix,

        @Valid @NotNull @DefaultValue Partitions partitions,
        @Min(0) @Max(100) @DefaultValue("0") int replication,
        @NotNull @DefaultValue("7d") Duration retention,
        @NotNull @DefaultValue("1d") Duration compactAfter,
        @NotNull @DefaultValue("zstd") Compression compression,
        @NotNull @DefaultValue("32MB") DataSize maxMessageSize,
        @Min(1) @DefaultValue("10000") int maxLag,

        @NotNull @DurationMin(seconds = 1) @DurationMax(minutes = 30) @DefaultValue("10s")
        Duration sessionTimeout,

        @NotNull @DefaultValue("30s") Duration timeout) {

    enum Compression {
        NONE,
        GZIP,
        SNAPPY,
        LZ4,
        ZSTD;

        String kafkaName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A key's messages are in one partition, so more partitions let more workers share a topic.
    record Partitions(
            @Min(1) @Max(10_000) @DefaultValue("12") int dataIngestion,
            @Min(1) @Max(10_000) @DefaultValue("8") int embeddingRequests,
            @Min(1) @Max(10_000) @DefaultValue("4") int vectorUpdates,
            @Min(1) @Max(10_000) @DefaultValue("4") int batchStatus) {

        private static final int OF_ANY_OTHER = 4;

        int of(String topic) {
            return switch (topic) {
                case "data-ingestion" -> dataIngestion;
                case "embedding-requests" -> embeddingRequests;
                case "vector-updates" -> vectorUpdates;
                case "batch-status" -> batchStatus;
                default -> OF_ANY_OTHER;
            };
        }
    }
}
