package io.tabletalk.pipeline.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tabletalk.pipeline.MessageTooLargeException;
import io.tabletalk.pipeline.Topic;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// How a message lies in a Kafka record: as JSON in an envelope that says its version, `{"version": 1, "message": …}`.
///
/// The message which says that its key is gone has no value, by which Kafka knows that the key's earlier messages may
/// go; its envelope is in the header [#HEADER].
final class MessageFormat {

    static final int VERSION = 1;
    static final String HEADER = "tabletalk-message";

    /// Of its own: what lies in the topics must not change with how the server writes its answers.
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final byte[] BEGIN = ("{\"version\": " + VERSION + ", \"message\": ").getBytes(UTF_8);
    private static final byte[] END = "}".getBytes(UTF_8);

    private final long maxSize;

    /// @param maxSize bytes of the largest message, in its envelope
    MessageFormat(long maxSize) {
        this.maxSize = maxSize;
    }

    /// A message that this version cannot read. Its text says why and holds nothing of the message.
    static final class UnreadableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    /// @throws MessageTooLargeException when no topic takes it
    <M> ProducerRecord<String, byte[]> write(Topic<M> topic, String topicName, M message) {
        String key = topic.key().apply(message);
        byte[] envelope = envelope(topic, message);
        if (envelope.length > maxSize) {
            throw new MessageTooLargeException("The message for " + topic.name() + " takes " + envelope.length
                    + " bytes and may take " + maxSize + "; tabletalk.pipeline.kafka.max-message-size sets the limit.");
        }
        if (!topic.isRemoval(message)) {
            return new ProducerRecord<>(topicName, key, envelope);
        }
        ProducerRecord<String, byte[]> tombstone = new ProducerRecord<>(topicName, key, null);
        tombstone.headers().add(HEADER, envelope);
        return tombstone;
    }

    /// @throws UnreadableException when it is no message of this topic in a version that is known
    <M> M read(Topic<M> topic, ConsumerRecord<String, byte[]> found) {
        byte[] envelope = envelope(found);
        if (envelope == null) {
            throw new UnreadableException("It is empty.");
        }
        try {
            M message = message(topic, JSON.readTree(envelope));
            if (!topic.key().apply(message).equals(found.key())) {
                throw new UnreadableException("Its key is not that of its message.");
            }
            return message;
        } catch (JacksonException e) {
            throw new UnreadableException("It is no JSON of the form that " + topic.name() + " has.");
        }
    }

    private <M> M message(Topic<M> topic, JsonNode envelope) {
        JsonNode version = envelope.path("version");
        if (!version.isInt()) {
            throw new UnreadableException("It does not say its version.");
        }
        if (version.asInt() != VERSION) {
            throw new UnreadableException("Its version is " + version.asInt() + "; " + VERSION + " is understood.");
        }
        M message = JSON.treeToValue(envelope.path("message"), topic.type());
        if (message == null) {
            throw new UnreadableException("It has no message.");
        }
        return message;
    }

    /// By the topic's type, which alone says which of its kinds a message is.
    private static <M> byte[] envelope(Topic<M> topic, M message) {
        byte[] body = JSON.writerFor(topic.type()).writeValueAsBytes(message);
        return ByteBuffer.allocate(BEGIN.length + body.length + END.length)
                .put(BEGIN)
                .put(body)
                .put(END)
                .array();
    }

    private static byte @Nullable [] envelope(ConsumerRecord<String, byte[]> found) {
        if (found.value() != null) {
            return found.value();
        }
        Header header = found.headers().lastHeader(HEADER);
        return header == null ? null : header.value();
    }
}
