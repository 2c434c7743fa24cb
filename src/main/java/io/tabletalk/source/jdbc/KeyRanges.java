package io.tabletalk.source.jdbc;

import io.tabletalk.source.Split;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Cuts a table into ranges of its key and reads one of them.
///
/// The boundaries are every [#ROWS_PER_SPLIT]th key, found in the key's index. The first range has no lower end and the
/// last no upper one, so rows that come in after planning fall into one of them. A key that may be null is not cut: no
/// range would hold such a row.
record KeyRanges(TableLayout layout) {

    static final int ROWS_PER_SPLIT = 5_000;

    List<Split> plan(Connection connection) throws SQLException {
        List<List<String>> boundaries =
                layout.key().stream().anyMatch(Column::nullable) ? List.of() : boundaries(connection);
        List<Split> splits = new ArrayList<>();
        for (int i = 0; i <= boundaries.size(); i++) {
            Map<String, String> bounds = new HashMap<>();
            put(bounds, "from", i == 0 ? List.of() : boundaries.get(i - 1));
            put(bounds, "to", i == boundaries.size() ? List.of() : boundaries.get(i));
            splits.add(new Split(i, bounds));
        }
        return splits;
    }

    private List<List<String>> boundaries(Connection connection) throws SQLException {
        String key = Identifiers.list(layout.key());
        String asText =
                layout.key().stream().map(column -> column.quoted() + "::text").collect(Collectors.joining(", "));
        String query = "SELECT " + asText + " FROM (SELECT " + key + ", row_number() OVER (ORDER BY " + key
                + ") AS \"tabletalk row\" FROM " + layout.table().quoted() + ") numbered WHERE \"tabletalk row\" % "
                + ROWS_PER_SPLIT + " = 0 ORDER BY \"tabletalk row\"";
        List<List<String>> boundaries = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                List<String> boundary = new ArrayList<>();
                for (int i = 1; i <= layout.key().size(); i++) {
                    boundary.add(rows.getString(i));
                }
                boundaries.add(boundary);
            }
        }
        return boundaries;
    }

    PreparedStatement select(Connection connection, Split split) throws SQLException {
        @Nullable List<String> from = get(split, "from");
        @Nullable List<String> to = get(split, "to");
        List<String> conditions = new ArrayList<>();
        if (from != null) {
            conditions.add(row() + " >= " + placeholders());
        }
        if (to != null) {
            conditions.add(row() + " < " + placeholders());
        }
        PreparedStatement statement = connection.prepareStatement("SELECT " + Identifiers.list(layout.read()) + " FROM "
                + layout.table().quoted()
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + " ORDER BY " + Identifiers.list(layout.key()));
        int parameter = 1;
        for (List<String> bound : java.util.Arrays.asList(from, to)) {
            for (String value : bound == null ? List.<String>of() : bound) {
                statement.setString(parameter++, value);
            }
        }
        return statement;
    }

    private String row() {
        return "(" + Identifiers.list(layout.key()) + ")";
    }

    private String placeholders() {
        return layout.key().stream()
                .map(column -> "CAST(? AS " + column.type() + ")")
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static void put(Map<String, String> bounds, String name, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            bounds.put(name + "." + i, values.get(i));
        }
    }

    private @Nullable List<String> get(Split split, String name) {
        if (!split.bounds().containsKey(name + ".0")) {
            return null;
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < layout.key().size(); i++) {
            values.add(split.bound(name + "." + i));
        }
        return values;
    }
}
