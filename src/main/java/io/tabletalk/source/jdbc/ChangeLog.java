package io.tabletalk.source.jdbc;

import io.tabletalk.source.FeedPosition;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.cdc.ChangeEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Some events of the log, put together: each key once, with the time of its latest change.
///
/// @param rows        keys by column, with the commit of the latest change
/// @param isTruncated whether all rows were removed at once
record ChangeLog(
        List<Map.Entry<Map<String, String>, Instant>> rows, boolean isTruncated, FeedPosition upTo, Instant currentAt) {

    static ChangeLog of(List<ChangeEvent> events) {
        Map<Map<String, String>, Instant> rows = new LinkedHashMap<>();
        boolean truncated = false;
        FeedPosition upTo = Lsn.of(0);
        Instant currentAt = Instant.EPOCH;
        for (ChangeEvent event : events) {
            FeedPosition position = Lsn.of(event.position());
            Instant time = event.committedAt();
            switch (event) {
                case ChangeEvent.Row row -> rows.put(row.key(), row.committedAt());
                case ChangeEvent.Truncation ignored -> truncated = true;
                case ChangeEvent.Message probe -> {
                    int end = probe.content().indexOf(' ');
                    position = Lsn.parse(probe.content().substring(0, end)).or(position);
                    time = Instant.parse(probe.content().substring(end + 1));
                }
            }
            upTo = upTo.or(position);
            currentAt = time.isAfter(currentAt) ? time : currentAt;
        }
        return new ChangeLog(List.copyOf(rows.entrySet()), truncated, upTo, currentAt);
    }

    /// The keys in the order of [#rows], each as the values of these columns.
    List<List<String>> keys(List<Column> columns) {
        return rows.stream()
                .map(row -> columns.stream()
                        .map(column -> value(row.getKey(), column))
                        .toList())
                .toList();
    }

    /// A date comes with the letter of a time zone, which no date has.
    private static String value(Map<String, String> row, Column column) {
        String value = row.get(column.name());
        if (value == null) {
            throw new SourceException(
                    Kind.INVALID,
                    "Changes are told without the key column '" + column.name()
                            + "'. Their key has to be the primary key.");
        }
        return column.baseType().equals("date") ? value.replaceFirst("Z$", "") : value;
    }
}
