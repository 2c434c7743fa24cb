package io.tabletalk.source.cdc;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.cdc.ChangesTopic.Mechanism;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Makes the consumer of a topic. It belongs to no group: where to go on is remembered here, not by the brokers.
final class TopicClient {

    private static final int TIMEOUT_MILLISECONDS = 10_000;
    private static final int MOST_AT_ONCE = 256;
    private static final int MOST_BYTES_FETCHED = 8 * 1024 * 1024;

    private TopicClient() {}

    /// @throws SourceException INVALID when the settings cannot work
    static Consumer<byte[], byte[]> open(ChangesTopic topic) {
        Map<String, Object> properties = new HashMap<>(security(topic));
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, topic.bootstrapServers());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"); // a lost place is not passed over
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"); // Connect may write exactly once
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_BYTES_FETCHED);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLISECONDS);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLISECONDS);
        try {
            return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) { // without the cause, which may repeat what was set
            throw new SourceException(
                    Kind.INVALID, "Kafka does not take these settings of " + topic + ": are the brokers' names right?");
        }
    }

    private static Map<String, Object> security(ChangesTopic topic) {
        String username = topic.username();
        if (username == null || username.isBlank()) {
            return Map.of(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, topic.isEncrypted() ? "SSL" : "PLAINTEXT");
        }
        if (topic.password() == null) {
            throw new SourceException(Kind.INVALID, "'password' of " + topic + " is missing.");
        }
        Mechanism mechanism = Objects.requireNonNullElse(topic.mechanism(), Mechanism.SCRAM_SHA_512);
        String module = mechanism == Mechanism.PLAIN
                ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                : "org.apache.kafka.common.security.scram.ScramLoginModule";
        return Map.of(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                topic.isEncrypted() ? "SASL_SSL" : "SASL_PLAINTEXT",
                SaslConfigs.SASL_MECHANISM,
                mechanism.label(),
                SaslConfigs.SASL_JAAS_CONFIG,
                module + " required username=" + quoted(username) + " password="
                        + quoted(topic.password().reveal()) + ";");
    }

    /// Nothing in it can end the text and begin another option.
    private static String quoted(String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new SourceException(Kind.INVALID, "A user name or password of Kafka has no control characters.");
        }
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
