package io.tabletalk.source.file;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the values of a column are.
enum ColumnType {
    INTEGER,
    /// With a point for decimals, and an exponent if need be.
    NUMBER,
    BOOLEAN,
    /// `2026-11-21`
    DATE,
    /// `2026-11-21T08:30:00Z`, with an offset or without (then UTC), with `T` or a blank.
    TIMESTAMP,
    TEXT;

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,100}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

    /// More digits than this are an identifier or a mistake, and slow to compute with.
    private static final int MAX_NUMBER = 100;

    @JsonCreator
    static ColumnType named(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "integer", "int", "long", "bigint" -> INTEGER;
            case "number", "float", "double", "decimal", "numeric" -> NUMBER;
            case "boolean", "bool" -> BOOLEAN;
            case "date" -> DATE;
            case "timestamp", "datetime" -> TIMESTAMP;
            case "text", "string", "str" -> TEXT;
            default ->
                throw new IllegalArgumentException("'" + name + "' is no column type. There are "
                        + Arrays.stream(values()).map(ColumnType::label).collect(Collectors.joining(", ")) + ".");
        };
    }

    /// The name in settings and schemas.
    @JsonValue
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The value that a text stands for, or empty when it stands for none of this type.
    Optional<Object> parse(String text) {
        String plain = text.strip();
        return switch (this) {
            case INTEGER -> WHOLE.matcher(plain).matches() ? Optional.of(new BigInteger(plain)) : Optional.empty();
            case NUMBER -> number(plain);
            case BOOLEAN -> truth(plain);
            case DATE -> date(plain);
            case TIMESTAMP -> timestamp(plain);
            case TEXT -> Optional.of(plain);
        };
    }

    /// The value of this type that a value read from JSON is, or empty when it is none.
    Optional<Object> convert(Object value) {
        if (value instanceof String text) {
            return parse(text);
        }
        boolean fits =
                switch (this) {
                    case INTEGER -> value instanceof Long || value instanceof BigInteger;
                    case NUMBER -> value instanceof Number;
                    case BOOLEAN -> value instanceof Boolean;
                    case DATE, TIMESTAMP -> false;
                    case TEXT -> true;
                };
        Object converted = this == TEXT ? value.toString() : value;
        return fits ? Optional.of(converted) : Optional.empty();
    }

    private static Optional<Object> number(String text) {
        return text.length() <= MAX_NUMBER && DECIMAL.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    private static Optional<Object> truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "t", "y", "1" -> Optional.of(true);
            case "false", "no", "f", "n", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> timestamp(String text) {
        if (text.length() < 16 || text.length() > 40) {
            return Optional.empty();
        }
        String iso = text.charAt(10) == ' ' ? text.substring(0, 10) + "T" + text.substring(11) : text;
        try {
            return Optional.of(OffsetDateTime.parse(iso));
        } catch (DateTimeException withoutOffset) {
            try {
                return Optional.of(LocalDateTime.parse(iso));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }
}
