package io.tabletalk.source.jdbc;

import io.tabletalk.source.CompositeKey;
import io.tabletalk.source.SourceRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads single rows by their keys, exactly as a full read would.
///
/// The database itself writes the keys, also those of rows that are gone: what comes with a change may be written in
/// another way than what stands in the table (`1.50` and `1.5` are one key or two, depending on the column).
record ChangedRows(TableLayout layout, RowDocuments documents) {

    /// A row that has changed.
    ///
    /// @param place  of its key in the list that was asked for
    /// @param key    as a document's
    /// @param record what stands there now, or null when nothing does
    record ChangedRow(int place, String key, @Nullable SourceRecord record) {}

    /// @param keys the values of the key's columns, in the layout's order; parameters are limited to 65,535
    List<ChangedRow> read(Connection connection, List<List<String>> keys) throws SQLException {
        if (keys.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement statement = connection.prepareStatement(select(keys.size()))) {
            int parameter = 1;
            for (List<String> key : keys) {
                for (String value : key) {
                    statement.setString(parameter++, value);
                }
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<ChangedRow> changed = new ArrayList<>();
                while (rows.next()) {
                    changed.add(changedRow(rows));
                }
                return changed;
            }
        }
    }

    private String select(int keys) {
        List<Column> key = layout.key();
        List<String> names =
                IntStream.range(0, key.size()).mapToObj(i -> "k" + i).toList();
        String wanted = "("
                + key.stream().map(column -> "CAST(? AS " + column.type() + ")").collect(Collectors.joining(", "));
        List<String> values = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            values.add(wanted + ", " + i + ")");
        }
        String columns = Stream.concat(names.stream().map(name -> "k." + name), Stream.of("k.place"))
                .collect(Collectors.joining(", "));
        String same = IntStream.range(0, key.size())
                .mapToObj(i -> Identifiers.column(key.get(i)) + " = k." + names.get(i))
                .collect(Collectors.joining(" AND "));
        return "SELECT " + columns + ", " + Identifiers.columns(layout.read()) + " FROM (VALUES "
                + String.join(", ", values) + ") AS k (" + String.join(", ", names) + ", place) LEFT JOIN "
                + layout.table().from() + " ON " + same;
    }

    private ChangedRow changedRow(ResultSet row) throws SQLException {
        int keyColumns = layout.key().size();
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= keyColumns; i++) {
            key.add(Objects.requireNonNull(row.getString(i)));
        }
        int place = row.getInt(keyColumns + 1);
        Map<Column, String> values = values(row, keyColumns + 1);
        boolean isThere = values.keySet().containsAll(layout.key());
        return new ChangedRow(place, CompositeKey.of(key), isThere ? documents.recordOf(values) : null);
    }

    private Map<Column, String> values(ResultSet row, int before) throws SQLException {
        Map<Column, String> values = new LinkedHashMap<>();
        for (int i = 0; i < layout.read().size(); i++) {
            String value = row.getString(before + 1 + i);
            if (value != null) {
                values.put(layout.read().get(i), value);
            }
        }
        return Collections.unmodifiableMap(values);
    }
}
