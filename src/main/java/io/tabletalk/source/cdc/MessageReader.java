package io.tabletalk.source.cdc;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the messages that Debezium's connectors write as JSON, with or without their schema, whole or flattened.
///
/// Of a row only the key is taken, which stands in the message's key; so a tombstone says as much as the deletion
/// before it, and after compaction may be all that is left of it.
final class MessageReader {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String topic;

    MessageReader(ChangesTopic topic) {
        this.topic = topic.toString();
    }

    /// Empty for what is no change of a row.
    ///
    /// @throws SourceException INVALID for what no connector writes that is set up as it has to be
    Optional<ChangeEvent> read(ConsumerRecord<byte[], byte[]> message) {
        JsonNode value = message.value() == null ? null : payload(message.value(), message.offset());
        String operation =
                value == null || !isEnvelope(value) ? "" : value.path("op").asString("");
        Instant committedAt = committedAt(value, message);
        if (operation.equals("t")) {
            return Optional.of(new ChangeEvent.Truncation(message.offset(), 0, committedAt));
        }
        if (operation.equals("m")) {
            return Optional.empty(); // what an application has written into the log itself
        }
        if (message.key() == null) {
            throw new SourceException(
                    Kind.INVALID,
                    "Message " + message.offset() + " of " + topic
                            + " has no key, so it does not say which row has changed."
                            + " The table needs a primary key, or the connector message.key.columns.");
        }
        Map<String, String> key = key(payload(message.key(), message.offset()), message.offset());
        return Optional.of(new ChangeEvent.Row(key, message.offset(), transaction(value), committedAt));
    }

    /// A flattened message is a row, of which a column may be called `op` as well.
    private static boolean isEnvelope(JsonNode value) {
        return Stream.of("source", "before", "after", "message")
                .anyMatch(part -> value.path(part).isObject());
    }

    private JsonNode payload(byte[] json, long offset) {
        JsonNode message;
        try {
            message = JSON.readTree(json);
        } catch (JacksonException e) {
            throw notJson(offset);
        }
        boolean hasSchema = message.size() == 2 && message.has("schema") && message.has("payload");
        return hasSchema ? message.get("payload") : message;
    }

    private Map<String, String> key(JsonNode key, long offset) {
        if (!key.isObject() || key.isEmpty()) {
            throw notJson(offset);
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : key.properties()) {
            if (!field.getValue().isValueNode() || field.getValue().isNull()) {
                throw new SourceException(
                        Kind.INVALID,
                        "In message " + offset + " of " + topic + " the key's field '" + field.getKey()
                                + "' is no plain value. The connector needs decimal.handling.mode=string.");
            }
            values.put(field.getKey(), field.getValue().asString());
        }
        return values;
    }

    private SourceException notJson(long offset) {
        return new SourceException(
                Kind.INVALID,
                "Message " + offset + " of " + topic + " is not what a Debezium connector writes as JSON. It needs"
                        + " key.converter and value.converter org.apache.kafka.connect.json.JsonConverter.");
    }

    /// The database's own number of the transaction, where the connector tells it as one.
    private static long transaction(@Nullable JsonNode value) {
        JsonNode transaction = value == null ? null : value.path("source").get("txId");
        return transaction != null && transaction.isIntegralNumber() ? transaction.asLong() : 0;
    }

    /// When the database has committed it; where that is not said, when it was written into the topic.
    private static Instant committedAt(@Nullable JsonNode value, ConsumerRecord<byte[], byte[]> message) {
        JsonNode origin = value == null ? JSON.createObjectNode() : value.path("source");
        if (origin.path("ts_us").isIntegralNumber()) {
            return Instant.EPOCH.plus(origin.get("ts_us").asLong(), ChronoUnit.MICROS);
        }
        return Instant.ofEpochMilli(
                origin.path("ts_ms").isIntegralNumber() ? origin.get("ts_ms").asLong() : message.timestamp());
    }
}
