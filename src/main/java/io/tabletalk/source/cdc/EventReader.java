package io.tabletalk.source.cdc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/// Reads Debezium's records. Of a row only the key is taken.
final class EventReader {

    private EventReader() {}

    /// Empty for what is no change: heartbeats, marks of transactions, schema changes.
    static Optional<ChangeEvent> read(SourceRecord message) {
        if (!(message.value() instanceof Struct value)
                || value.schema().field("op") == null
                || value.schema().field("source") == null) {
            return Optional.empty();
        }
        Struct origin = value.getStruct("source");
        long position = origin.getInt64("lsn");
        long transaction = origin.schema().field("txId") == null ? 0 : orZero(origin.getInt64("txId"));
        Instant committedAt = Instant.EPOCH.plus(origin.getInt64("ts_us"), ChronoUnit.MICROS);
        return switch (value.getString("op")) {
            case "t" -> Optional.of(new ChangeEvent.Truncation(position, transaction, committedAt));
            case "m" -> Optional.of(new ChangeEvent.Message(content(value), position, transaction, committedAt));
            default -> Optional.of(new ChangeEvent.Row(key(message), position, transaction, committedAt));
        };
    }

    private static Map<String, String> key(SourceRecord message) {
        Struct key = (Struct) Objects.requireNonNull(message.key(), "a row without a key is not followed");
        Map<String, String> values = new LinkedHashMap<>();
        for (Field field : key.schema().fields()) {
            values.put(field.name(), String.valueOf(key.get(field)));
        }
        return values;
    }

    private static String content(Struct value) {
        Object content = value.getStruct("message").get("content");
        if (content instanceof ByteBuffer bytes) {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }
        return new String((byte[]) content, StandardCharsets.UTF_8);
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
