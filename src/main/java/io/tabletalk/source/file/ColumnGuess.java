package io.tabletalk.source.file;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Guesses what a column holds from some of its values. For one thread.
final class ColumnGuess {

    /// A longer value is prose: to be searched, not to be filtered on.
    private static final int LONG = 100;

    /// Numbers as a program writes them. `007`, `+49 30 1234` and 20-digit card numbers are codes, and stay text.
    private static final Pattern PLAIN_WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,17})");

    private static final Pattern PLAIN_DECIMAL =
            Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,30})?([eE][+-]?\\d{1,3})?");

    private static final Pattern TWO_LETTERS = Pattern.compile("\\p{L}{2}");

    private final boolean typed;
    private final Set<ColumnType> possible = EnumSet.complementOf(EnumSet.of(ColumnType.TEXT));
    private int values;
    private int words;
    private int longest;

    /// @param typed whether the file itself tells numbers and truth values from text, as JSON does
    ColumnGuess(boolean typed) {
        this.typed = typed;
    }

    static ColumnGuess of(boolean typed, Object value) {
        ColumnGuess guess = new ColumnGuess(typed);
        guess.add(value);
        return guess;
    }

    void add(Object value) {
        if (value instanceof List<?> many) {
            possible.clear();
            many.forEach(this::add);
        } else if (!value.toString().isBlank()) {
            values++;
            possible.removeIf(type -> !couldBe(type, value));
            words += value instanceof String text && isWords(text.strip()) ? 1 : 0;
            longest = Math.max(longest, value.toString().length());
        }
    }

    ColumnType type() {
        return values == 0 ? ColumnType.TEXT : possible.stream().findFirst().orElse(ColumnType.TEXT);
    }

    /// Whether most values are words, rather than codes, numbers, links or addresses.
    boolean isWords() {
        return type() == ColumnType.TEXT && words * 2 > values;
    }

    boolean isLong() {
        return longest > LONG;
    }

    private boolean couldBe(ColumnType type, Object value) {
        return switch (value) {
            case String text -> couldBe(type, text.strip());
            case Long any -> type == ColumnType.INTEGER || type == ColumnType.NUMBER;
            case BigInteger any -> type == ColumnType.NUMBER;
            case BigDecimal any -> type == ColumnType.NUMBER;
            case Boolean any -> type == ColumnType.BOOLEAN;
            default -> false;
        };
    }

    private boolean couldBe(ColumnType type, String text) {
        return switch (type) {
            case INTEGER -> !typed && PLAIN_WHOLE.matcher(text).matches();
            case NUMBER -> !typed && PLAIN_DECIMAL.matcher(text).matches();
            case BOOLEAN -> !typed && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
            case DATE, TIMESTAMP -> type.parse(text).isPresent();
            case TEXT -> true;
        };
    }

    private static boolean isWords(String text) {
        if (!TWO_LETTERS.matcher(text).find()) {
            return false;
        }
        boolean single = text.chars().noneMatch(Character::isWhitespace);
        boolean code = text.chars().anyMatch(Character::isDigit) || text.contains("@") || text.contains("://");
        return !(single && code);
    }
}
