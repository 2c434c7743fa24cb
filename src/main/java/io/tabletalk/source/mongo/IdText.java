package io.tabletalk.source.mongo;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.bson.types.Decimal128;

/// Writes an `_id` as a document key, so that different ones never look the same.
///
/// An ObjectId is its 24 hexadecimal digits, a number its decimal digits, a text itself; a text that could be taken for
/// something else stands in quotes. Everything else is MongoDB's extended JSON, which begins with `{`, or a word.
final class IdText {

    private static final JsonWriterSettings EXACT =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    /// Texts that look like another form, or hold what a key must not.
    private static final Pattern AMBIGUOUS = Pattern.compile(
            "|[0-9a-fA-F]{24}|[-+]?[0-9.].*|[-+]?(?:NaN|Infinity)|true|false|null|[\"{].*|.*\\p{Cntrl}.*",
            Pattern.DOTALL);

    private IdText() {}

    static String of(BsonValue id) {
        return switch (id.getBsonType()) {
            case OBJECT_ID -> id.asObjectId().getValue().toHexString();
            case STRING -> text(id.asString());
            case INT32, INT64, DOUBLE, DECIMAL128 -> number(id);
            case BOOLEAN -> Boolean.toString(id.asBoolean().getValue());
            case NULL -> "null";
            default -> json(id);
        };
    }

    private static String text(BsonString id) {
        return AMBIGUOUS.matcher(id.getValue()).matches() ? json(id) : id.getValue();
    }

    /// Equal numbers are one `_id` whatever their type, so 1, 1.0 and 1.00 are written alike; and 0.1 as a binary and
    /// as a decimal fraction are two, so all digits are written.
    private static String number(BsonValue id) {
        return switch (id.getBsonType()) {
            case INT32 -> Integer.toString(id.asInt32().getValue());
            case INT64 -> Long.toString(id.asInt64().getValue());
            case DOUBLE -> {
                double value = id.asDouble().getValue();
                yield Double.isFinite(value) ? plain(new BigDecimal(value)) : Double.toString(value);
            }
            default -> {
                Decimal128 value = id.asDecimal128().getValue();
                yield value.isNaN() || value.isInfinite() ? value.toString() : plain(value);
            }
        };
    }

    /// The driver refuses to convert a negative zero.
    private static String plain(Decimal128 value) {
        return value.isNegative() && value.toString().matches("-0(?:\\.0*)?(?:E.*)?")
                ? "0"
                : plain(value.bigDecimalValue());
    }

    private static String plain(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        return shortest.scale() <= 0 && shortest.precision() - shortest.scale() <= 40
                ? shortest.toPlainString()
                : shortest.toString();
    }

    private static String json(BsonValue id) {
        String document = new BsonDocument("", id).toJson(EXACT);
        return document.substring(document.indexOf(':') + 1, document.length() - 1)
                .strip();
    }
}
