package io.tabletalk.pipeline.kafka;

import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.TransportUnavailableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/// Names the topics, and creates those that are missing. One that is there is left as it is: with more partitions, keys
/// would change theirs, and lose their order.
final class KafkaTopics {

    private static final String DEAD_LETTERS = ".dlt";

    private final KafkaSettings settings;
    private final Admin admin;
    private final Set<String> present = ConcurrentHashMap.newKeySet();

    KafkaTopics(KafkaSettings settings, Admin admin) {
        this.settings = settings;
        this.admin = admin;
    }

    String name(Topic<?> topic) {
        return settings.prefix() + topic.name();
    }

    String deadLetters(Topic<?> topic) {
        return name(topic) + DEAD_LETTERS;
    }

    String group(String group) {
        return settings.prefix() + group;
    }

    /// Creates the topic and the one of its unreadable messages, unless they are there.
    ///
    /// @throws TransportUnavailableException when the brokers do not answer or refuse
    void ensure(Topic<?> topic) {
        if (!present.contains(topic.name())) {
            int partitions = settings.partitions().of(topic.name());
            create(List.of(
                    newTopic(name(topic), partitions, configuration(topic)),
                    newTopic(deadLetters(topic), 1, ofDeadLetters())));
            present.add(topic.name());
        }
    }

    private void create(List<NewTopic> topics) {
        for (KafkaFuture<Void> created : admin.createTopics(topics).values().values()) {
            try {
                created.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw unavailable(Objects.requireNonNullElse(e.getCause(), e));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unavailable(e);
            } catch (KafkaException e) {
                throw unavailable(e);
            }
        }
    }

    private NewTopic newTopic(String name, int partitions, Map<String, String> configuration) {
        Optional<Short> replication =
                settings.replication() == 0 ? Optional.empty() : Optional.of((short) settings.replication());
        return new NewTopic(name, Optional.of(partitions), replication).configs(configuration);
    }

    private Map<String, String> configuration(Topic<?> topic) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Long.toString(settings.maxMessageSize().toBytes() + KafkaClients.MOST_HEADER_BYTES));
        String retention = Long.toString(settings.retention().toMillis());
        if (topic.keepsLatest()) {
            configuration.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            configuration.put(
                    TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                    Long.toString(settings.compactAfter().toMillis()));
            configuration.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, retention);
        } else {
            configuration.put(TopicConfig.RETENTION_MS_CONFIG, retention);
        }
        return configuration;
    }

    /// Kept until somebody has looked at them.
    private Map<String, String> ofDeadLetters() {
        return Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                "-1",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Long.toString(settings.maxMessageSize().toBytes() + 2L * KafkaClients.MOST_HEADER_BYTES));
    }

    private TransportUnavailableException unavailable(Throwable cause) {
        return new TransportUnavailableException(
                "Kafka's topics at " + settings.bootstrapServers() + " cannot be created: " + cause.getMessage(),
                cause);
    }
}
