package io.tabletalk.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// A topic on a real broker into which a test writes what Debezium's connectors write.
public final class ConnectTopic implements AutoCloseable {

    private final Kafka kafka = Kafka.shared();
    private final String name = Kafka.prefix() + "shop.public.note";
    private final KafkaProducer<String, String> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer());

    private ConnectTopic() {}

    public static ConnectTopic create(int partitions) {
        ConnectTopic topic = new ConnectTopic();
        topic.administer(admin -> admin.createTopics(
                        List.of(new NewTopic(topic.name, Optional.of(partitions), Optional.empty())))
                .all()
                .get());
        return topic;
    }

    /// A topic that nobody has made yet.
    public static ConnectTopic missing() {
        return new ConnectTopic();
    }

    /// The setting `changes` of a source.
    public Map<String, Object> settings() {
        return Map.of("bootstrap_servers", kafka.bootstrapServers(), "topic", name);
    }

    /// A message as JSON, durable when this returns.
    public void send(@Nullable String key, @Nullable String value) {
        try {
            producer.send(new ProducerRecord<>(name, 0, key, value)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A change of the row with that `id`, the way a connector without schemas tells it.
    ///
    /// @param operation `c`, `u`, `d` or `r`
    public void tell(String operation, Object id) {
        send(
                "{\"id\":" + id + "}",
                "{\"before\":null,\"after\":null,\"source\":{\"ts_ms\":" + System.currentTimeMillis() + "},\"op\":\""
                        + operation + "\"}");
    }

    /// How many messages there are, as users write a position.
    public String end() {
        TopicPartition partition = new TopicPartition(name, 0);
        return Long.toString(administer(admin -> admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset()));
    }

    /// Removes all messages, as their retention does.
    public void forget() {
        TopicPartition partition = new TopicPartition(name, 0);
        long end = Long.parseLong(end());
        administer(admin -> admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end)))
                .all()
                .get());
    }

    private interface Work<T> {
        T with(Admin admin) throws InterruptedException, ExecutionException;
    }

    private <T> T administer(Work<T> work) {
        try (Admin admin = kafka.admin()) {
            return work.with(admin);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
