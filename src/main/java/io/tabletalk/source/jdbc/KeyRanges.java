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

/// Cuts a table into ranges of its key, and reads one of them in the order of the key.
///
/// The boundaries are found by hopping along the key's index, [#rows] entries at a time. The first range has no lower
/// end and the last no upper one, so rows that come in after planning fall into one of them.
///
/// @param rows how many rows a range holds, about
record KeyRanges(TableLayout layout, int rows) {

    private static final String FROM = "from";
    private static final String TO = "to";

    /// One range when the key has no index, since each range would read the whole table then, and when it may be null,
    /// since no range would hold such a row.
    List<Split> plan(Connection connection) throws SQLException {
        boolean oneRange =
                !layout.table().isIndexed(layout.key()) || layout.key().stream().anyMatch(Column::nullable);
        List<List<String>> boundaries = oneRange ? List.of() : boundaries(connection);
        List<Split> splits = new ArrayList<>();
        for (int i = 0; i <= boundaries.size(); i++) {
            Map<String, String> bounds = new HashMap<>();
            put(bounds, FROM, i == 0 ? List.of() : boundaries.get(i - 1));
            put(bounds, TO, i == boundaries.size() ? List.of() : boundaries.get(i));
            splits.add(new Split(i, bounds));
        }
        return splits;
    }

    private List<List<String>> boundaries(Connection connection) throws SQLException {
        List<List<String>> boundaries = new ArrayList<>();
        List<String> next = hop(connection, List.of());
        while (!next.isEmpty()) {
            boundaries.add(next);
            next = hop(connection, next);
        }
        return boundaries;
    }

    /// The key that stands [#rows] rows after this one, or after the start; empty beyond the end.
    private List<String> hop(Connection connection, List<String> from) throws SQLException {
        List<Column> key = layout.key();
        String after = from.isEmpty() ? "" : " WHERE " + Identifiers.row(key) + " > " + Identifiers.placeholders(key);
        String query =
                "SELECT " + Identifiers.texts(key) + " FROM " + layout.table().from() + after + " ORDER BY "
                        + Identifiers.columns(key) + " OFFSET " + (from.isEmpty() ? rows : rows - 1) + " LIMIT 1";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            setTexts(statement, from);
            try (ResultSet row = statement.executeQuery()) {
                List<String> values = new ArrayList<>();
                if (row.next()) {
                    for (int i = 1; i <= key.size(); i++) {
                        values.add(row.getString(i));
                    }
                }
                return values;
            }
        }
    }

    PreparedStatement select(Connection connection, Split split) throws SQLException {
        List<Column> key = layout.key();
        List<String> from = get(split, FROM);
        List<String> to = get(split, TO);
        List<String> conditions = new ArrayList<>();
        if (!from.isEmpty()) {
            conditions.add(Identifiers.row(key) + " >= " + Identifiers.placeholders(key));
        }
        if (!to.isEmpty()) {
            conditions.add(Identifiers.row(key) + " < " + Identifiers.placeholders(key));
        }
        PreparedStatement statement = connection.prepareStatement("SELECT " + Identifiers.columns(layout.read())
                + " FROM " + layout.table().from()
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + " ORDER BY " + Identifiers.columns(key));
        List<String> parameters = new ArrayList<>(from);
        parameters.addAll(to);
        setTexts(statement, parameters);
        return statement;
    }

    private static void setTexts(PreparedStatement statement, List<String> texts) throws SQLException {
        for (int i = 0; i < texts.size(); i++) {
            statement.setString(i + 1, texts.get(i));
        }
    }

    private static void put(Map<String, String> bounds, String name, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            bounds.put(name + "." + i, values.get(i));
        }
    }

    private List<String> get(Split split, String name) {
        List<String> values = new ArrayList<>();
        if (split.bounds().containsKey(name + ".0")) {
            for (int i = 0; i < layout.key().size(); i++) {
                values.add(split.bound(name + "." + i));
            }
        }
        return values;
    }
}
