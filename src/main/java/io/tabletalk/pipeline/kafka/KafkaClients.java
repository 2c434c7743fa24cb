package io.tabletalk.pipeline.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Makes the clients, all with the same address and credentials.
final class KafkaClients {

    /// Room for the headers that a dead letter carries besides the message.
    static final int MOST_HEADER_BYTES = 64 * 1024;

    /// As many may be lost, less one, before a process that lives is taken for dead.
    private static final int HEARTBEATS_A_SESSION = 3;

    /// Milliseconds a member may take to come back to its group, as Kafka has it; never less than a session, which a
    /// lease
    /// counts on.
    private static final int SHORTEST_POLL_INTERVAL = 300_000;

    /// How long a record waits for others that are sent with it: one request for a list, not one for its first record
    /// and others for those behind it.
    private static final int GATHERING_MILLISECONDS = 5;

    /// Of one partition, in one record set: what is sent together lies together, is compressed together, and comes
    /// together.
    private static final int BYTES_SENT_TOGETHER = 256 * 1024;

    private static final int MOST_BYTES_FETCHED = 8 * 1024 * 1024;
    static final int MOST_MESSAGES_POLLED = 100;
    private static final int MOST_MESSAGES_READ = 1_000;
    private static final int SMALLEST_SEND_BUFFER = 32 * 1024 * 1024;

    private final KafkaSettings settings;
    private final Map<String, Object> common;

    KafkaClients(KafkaSettings settings) {
        this.settings = settings;
        this.common = common(settings);
    }

    /// Waits for all replicas in step, and neither doubles nor reorders what it sends again.
    Producer<String, byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(common);
        int timeout = Math.toIntExact(settings.timeout().toMillis());
        int largest = Math.toIntExact(settings.maxMessageSize().toBytes()) + MOST_HEADER_BYTES;
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(
                ProducerConfig.COMPRESSION_TYPE_CONFIG, settings.compression().kafkaName());
        properties.put(ProducerConfig.LINGER_MS_CONFIG, GATHERING_MILLISECONDS);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BYTES_SENT_TOGETHER);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largest);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(SMALLEST_SEND_BUFFER, 2L * largest));
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /// Of no group: reads what it is told to, and notes nothing on the brokers. Fails at a place that the topic does
    /// not
    /// have, rather than go on elsewhere.
    Consumer<String, byte[]> reader() {
        Map<String, Object> properties = new HashMap<>(common);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_BYTES_FETCHED);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_MESSAGES_READ);
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /// Takes what nobody of the group has handled yet, from the beginning. Commits only when told to.
    Consumer<String, byte[]> consumer(String group) {
        Map<String, Object> properties = new HashMap<>(common);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        int sessionTimeout = Math.toIntExact(settings.sessionTimeout().toMillis());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionTimeout);
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Math.max(SHORTEST_POLL_INTERVAL, sessionTimeout));
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, sessionTimeout / HEARTBEATS_A_SESSION);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_BYTES_FETCHED);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_MESSAGES_POLLED);
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    Admin admin() {
        Map<String, Object> properties = new HashMap<>(common);
        int timeout = Math.toIntExact(settings.timeout().toMillis());
        properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
        return Admin.create(properties);
    }

    private static Map<String, Object> common(KafkaSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        Path file = settings.propertiesFile();
        if (file != null) {
            read(file).forEach((name, value) -> properties.put(String.valueOf(name), value));
        }
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(
                CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                Duration.ofSeconds(2).toMillis());
        return properties;
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "tabletalk.pipeline.kafka.properties-file: " + file + " cannot be read.", e);
        }
        return properties;
    }
}
