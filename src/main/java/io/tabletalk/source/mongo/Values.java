package io.tabletalk.source.mongo;

import io.tabletalk.source.mongo.FlatDocument.Field;
import java.time.Instant;
import java.util.stream.Collectors;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.UuidRepresentation;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.bson.types.Decimal128;

/// Turns values into text, and into typed metadata.
final class Values {

    private static final JsonWriterSettings RELAXED =
            JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();
    private static final int SHORT = 100;

    private Values() {}

    /// As a person would read it; an array's items side by side.
    static String shown(Field field) {
        return field.values().stream().map(Values::text).collect(Collectors.joining(", "));
    }

    /// One of the types that metadata can have.
    static Object typed(Field field) {
        return field.many()
                ? field.values().stream().map(Values::text).toList()
                : typed(field.values().getFirst());
    }

    /// Whether it is worth filtering on although it is text: short enough to be a name, a code or a state.
    static boolean isShort(Field field) {
        return field.values().stream().allMatch(value -> text(value).length() <= SHORT);
    }

    private static Object typed(BsonValue value) {
        return switch (value.getBsonType()) {
            case INT32 -> value.asInt32().getValue();
            case INT64 -> value.asInt64().getValue();
            case DOUBLE -> finite(value.asDouble().getValue(), value);
            case DECIMAL128 -> finite(approximate(value.asDecimal128().getValue()), value);
            case BOOLEAN -> value.asBoolean().getValue();
            default -> text(value);
        };
    }

    private static double approximate(Decimal128 value) {
        return Double.parseDouble(value.toString());
    }

    /// Numbers that JSON does not have stay texts.
    private static Object finite(double number, BsonValue value) {
        if (Double.isFinite(number)) {
            return number;
        }
        return text(value);
    }

    private static String text(BsonValue value) {
        return switch (value.getBsonType()) {
            case STRING -> value.asString().getValue().strip();
            case OBJECT_ID -> value.asObjectId().getValue().toHexString();
            case INT32 -> Integer.toString(value.asInt32().getValue());
            case INT64 -> Long.toString(value.asInt64().getValue());
            case DOUBLE -> number(value.asDouble().getValue());
            case DECIMAL128 -> value.asDecimal128().getValue().toString();
            case BOOLEAN -> Boolean.toString(value.asBoolean().getValue());
            case DATE_TIME ->
                Instant.ofEpochMilli(value.asDateTime().getValue()).toString();
            case TIMESTAMP ->
                Instant.ofEpochSecond(value.asTimestamp().getTime()).toString();
            case SYMBOL -> value.asSymbol().getSymbol();
            case BINARY -> uuid(value.asBinary());
            default -> json(value);
        };
    }

    /// A whole number is written as one: most are counts that JavaScript has made fractions.
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String uuid(BsonBinary binary) {
        return binary.asUuid(
                        binary.getType() == BsonBinarySubType.UUID_STANDARD.getValue()
                                ? UuidRepresentation.STANDARD
                                : UuidRepresentation.JAVA_LEGACY)
                .toString();
    }

    private static String json(BsonValue value) {
        String document = new BsonDocument("", value).toJson(RELAXED);
        return document.substring(document.indexOf(':') + 1, document.length() - 1)
                .strip();
    }
}
