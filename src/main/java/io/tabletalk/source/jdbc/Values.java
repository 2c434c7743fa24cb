package io.tabletalk.source.jdbc;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/// Turns values from the database's text form into typed metadata. What has no counterpart (`NaN`, `infinity`, a year
/// before 1 or after 9999, an amount with its currency) stays the text that it is.
final class Values {

    private Values() {}

    static Object typed(Column column, String value) {
        return switch (column.category()) {
            case 'N' -> number(value);
            case 'B' -> value.equals("t") || value.equals("true");
            case 'D' -> time(column, value);
            case 'A' -> ArrayText.items(value).map(Object.class::cast).orElse(value);
            default -> value;
        };
    }

    /// As a person would read it: an array's items side by side.
    static String shown(Column column, String value) {
        return column.category() == 'A'
                ? ArrayText.items(value).map(items -> String.join(", ", items)).orElse(value)
                : value.strip();
    }

    private static Object number(String value) {
        try {
            BigDecimal number = new BigDecimal(value);
            if (number.scale() == 0 && number.precision() < 19) {
                return number.longValueExact();
            }
            return Double.isInfinite(number.doubleValue()) ? value : number;
        } catch (NumberFormatException e) {
            return value;
        }
    }

    private static Object time(Column column, String value) {
        try {
            return switch (column.baseType()) {
                case "timestamptz" -> OffsetDateTime.parse(value.replace(' ', 'T') + ":00"); // the zone is always +00
                case "timestamp" -> LocalDateTime.parse(value.replace(' ', 'T'));
                default -> value;
            };
        } catch (DateTimeParseException e) {
            return value;
        }
    }

    /// Whether the value is worth filtering on although it is text: short enough to be a name, a code or a state.
    static boolean isShort(String value) {
        return value.length() <= 100;
    }
}
