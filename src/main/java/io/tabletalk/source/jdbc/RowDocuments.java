package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.CompositeKey;
import io.tabletalk.source.SourceRecord;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes a document of each row: `field: value` lines of the text columns, the other columns as typed metadata.
///
/// Values are taken in the database's own text form, so that what is quoted is what `psql` shows.
final class RowDocuments {

    private static final int MAX_TITLE = 200;
    private static final DateTimeFormatter TIMESTAMP_WITH_ZONE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S]x");
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S]");

    private final SourceId source;
    private final TableLayout layout;

    RowDocuments(SourceId source, TableLayout layout) {
        this.source = source;
        this.layout = layout;
    }

    /// @param keyText the key of a row of a table without key columns; null when there are some
    SourceRecord record(ResultSet row, @Nullable String keyText) throws SQLException {
        Map<Column, String> values = new LinkedHashMap<>();
        for (Column column : layout.read()) {
            String value = row.getString(column.name());
            if (value != null) {
                values.put(column, value);
            }
        }
        String key = keyText == null ? key(values) : keyText;
        if (key.isEmpty() || key.length() > DocumentKey.MAX_LENGTH) {
            return new SourceRecord.Unreadable(
                    null,
                    "table " + layout.table().name(),
                    "The key has " + key.length() + " characters; 1 to " + DocumentKey.MAX_LENGTH + " are possible.",
                    values.toString());
        }
        return new SourceRecord.Readable(new Document(
                new DocumentKey(source, key), title(values, key), text(values), metadata(row, values), Place.WHOLE));
    }

    private String key(Map<Column, String> values) {
        return CompositeKey.of(layout.key().stream()
                .map(column -> Objects.requireNonNullElse(values.get(column), ""))
                .toList());
    }

    private String title(Map<Column, String> values, String key) {
        String named = layout.title() == null ? null : values.get(layout.title());
        String title = named == null || named.isBlank() ? layout.table().name() + " " + key : named.strip();
        return title.length() <= MAX_TITLE
                ? title
                : title.substring(0, title.offsetByCodePoints(0, MAX_TITLE / 2)) + "…";
    }

    private String text(Map<Column, String> values) {
        List<String> lines = new ArrayList<>();
        for (Column column : layout.text()) {
            String value = values.get(column);
            if (value != null && !value.isBlank()) {
                lines.add(column.name() + ": " + value.strip());
            }
        }
        return String.join("\n", lines);
    }

    private Metadata metadata(ResultSet row, Map<Column, String> values) throws SQLException {
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (Map.Entry<Column, String> value : values.entrySet()) {
            Column column = value.getKey();
            if (!layout.text().contains(column) || column.category() != 'S') {
                metadata.put(column.name(), typed(row, column, value.getValue()));
            }
        }
        return new Metadata(metadata);
    }

    private static Object typed(ResultSet row, Column column, String value) throws SQLException {
        return switch (column.category()) {
            case 'N' -> number(value);
            case 'B' -> value.equals("t") || value.equals("true");
            case 'D' -> time(value);
            case 'A' -> list(row, column, value);
            default -> value;
        };
    }

    /// `NaN`, `Infinity` and money with its sign stay texts.
    private static Object number(String value) {
        try {
            return new BigDecimal(value).stripTrailingZeros().scale() <= 0 && value.length() < 19
                    ? (Object) new BigDecimal(value).longValueExact()
                    : new BigDecimal(value);
        } catch (NumberFormatException e) {
            return value;
        }
    }

    /// Times become ISO-8601 in UTC; dates are so already, and `infinity` stays as it is.
    private static Object time(String value) {
        try {
            return value.matches(".*[+-]\\d\\d$") && value.length() > 12
                    ? OffsetDateTime.parse(value, TIMESTAMP_WITH_ZONE)
                    : value.length() > 12 ? LocalDateTime.parse(value, TIMESTAMP) : value;
        } catch (DateTimeParseException e) {
            return value;
        }
    }

    private static Object list(ResultSet row, Column column, String value) throws SQLException {
        Array array = row.getArray(column.name());
        return array != null && array.getArray() instanceof Object[] items
                ? Arrays.stream(items)
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .toList()
                : value;
    }
}
