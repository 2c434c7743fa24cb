package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Describes a table to a user, with a few of its rows.
final class TableSchema {

    private static final int SAMPLES = 5;
    private static final int LONGEST_VALUE = 200;

    private TableSchema() {}

    static SourceSchema of(Connection connection, TableLayout layout) throws SQLException {
        return new SourceSchema(
                layout.table().columns().stream()
                        .map(column -> new SourceSchema.Field(
                                column.name(),
                                column.type(),
                                column.nullable(),
                                layout.text().contains(column)))
                        .toList(),
                layout.key().stream().map(Column::name).toList(),
                layout.table().estimated(),
                samples(connection, layout));
    }

    /// Long values are cut where they are, so that none is sent.
    private static List<Map<String, Object>> samples(Connection connection, TableLayout layout) throws SQLException {
        String columns = layout.read().stream()
                .map(column -> "left(" + Identifiers.column(column) + "::text, " + (LONGEST_VALUE + 1) + ")")
                .collect(Collectors.joining(", "));
        List<Map<String, Object>> samples = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT " + columns + " FROM " + layout.table().from() + " LIMIT " + SAMPLES);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                samples.add(sample(rows, layout.read()));
            }
        }
        return samples;
    }

    private static Map<String, Object> sample(ResultSet row, List<Column> columns) throws SQLException {
        Map<String, Object> sample = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            String value = row.getString(i + 1);
            if (value != null) {
                sample.put(
                        columns.get(i).name(),
                        value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…");
            }
        }
        return sample;
    }
}
