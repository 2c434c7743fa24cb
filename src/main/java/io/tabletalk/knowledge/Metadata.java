package io.tabletalk.knowledge;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Typed facts about a document that can be filtered on, in the order the source gave them.
///
/// A value is a `String`, `Long`, `Double`, `Boolean` or a `List<String>`. Everything else is brought to one of these
/// on construction: smaller integers become `Long`, decimals become `Double` (a filter compares numbers, so `10.00` is
/// `10`), whole numbers that neither shows exactly become text, dates and times become ISO-8601 text in UTC, which
/// sorts by time. Nulls are left out. Immutable.
public record Metadata(@JsonValue Map<String, Object> values) {

    public static final Metadata EMPTY = new Metadata(Map.of());

    @JsonCreator
    public Metadata {
        Map<String, Object> normal = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            Object typed = normalize(value);
            if (typed != null) {
                normal.put(name, typed);
            }
        });
        values = Collections.unmodifiableMap(normal);
    }

    public @Nullable Object get(String name) {
        return values.get(name);
    }

    /// `name: value` lines of what a text made of the same record does not show in a line of its own, such as the
    /// numbers and dates of a row. A line of more than 500 characters is left out, and so is what comes after 4,000
    /// characters in all: a record may have thousands of fields.
    public List<String> linesBeyond(String text) {
        return FieldLines.beyond(text, values);
    }

    private static @Nullable Object normalize(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean flag -> flag;
            case Long number -> number;
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Byte number -> number.longValue();
            case BigInteger number -> wholeNumber(number);
            case BigDecimal number -> decimal(number);
            case Number number -> number.doubleValue();
            case Instant time -> time.toString();
            case OffsetDateTime time -> time.toInstant().toString();
            case LocalDateTime time -> time.toInstant(ZoneOffset.UTC).toString();
            case LocalDate date -> date.toString();
            case java.sql.Timestamp time -> time.toInstant().toString();
            case java.util.Date time -> Instant.ofEpochMilli(time.getTime()).toString();
            case Collection<?> many ->
                List.copyOf(many.stream()
                        .filter(item -> item != null)
                        .map(String::valueOf)
                        .toList());
            default -> value.toString();
        };
    }

    /// A `Long` when it fits. No conditional expression: that would make a `double` of both.
    private static Object wholeNumber(BigInteger number) {
        if (number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        return decimal(new BigDecimal(number));
    }

    /// Whole numbers of more digits than a `double` shows are names of things, such as card numbers, and stay exact as
    /// text.
    private static Object decimal(BigDecimal number) {
        double nearest = number.doubleValue();
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        boolean exact = !whole
                || (Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(number) == 0);
        if (exact) {
            return nearest;
        }
        return Double.isFinite(nearest) ? number.toPlainString() : number.toString(); // 1E1000000000 is long otherwise
    }
}
