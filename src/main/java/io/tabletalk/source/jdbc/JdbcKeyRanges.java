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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Cuts a table into ranges of its primary key, and reads one of them in the order of the key. As [KeyRanges] does it
/// for PostgreSQL, with what all databases understand.
///
/// @param rows how many rows a range holds, about
record JdbcKeyRanges(Relation relation, TableLayout layout, Dialect dialect, int rows) {

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

    /// One range for a key that cannot be cut: without an index each range would read the whole table, and dates and
    /// fractions may not survive being written down.
    List<Split> plan(Connection connection) throws SQLException {
        List<List<String>> boundaries = canBeCut() ? boundaries(connection) : List.of();
        List<Split> splits = new ArrayList<>();
        for (int i = 0; i <= boundaries.size(); i++) {
            Map<String, String> bounds = new HashMap<>();
            put(bounds, FROM, i == 0 ? List.of() : boundaries.get(i - 1));
            put(bounds, TO, i == boundaries.size() ? List.of() : boundaries.get(i));
            splits.add(new Split(i, bounds));
        }
        return splits;
    }

    private boolean canBeCut() {
        List<Column> key = layout.key();
        return dialect.oneAfter(0) != null
                && layout.table().isIndexed(key)
                && key.stream().allMatch(column -> column.category() == 'N' || column.category() == 'S')
                && (key.size() == 1 || key.stream().noneMatch(Column::nullable));
    }

    private List<List<String>> boundaries(Connection connection) throws SQLException {
        List<List<String>> boundaries = new ArrayList<>();
        List<String> next = hop(connection, List.of());
        while (!next.isEmpty()) {
            if (!canBeWritten(next)) {
                return List.of();
            }
            boundaries.add(next);
            next = hop(connection, next);
        }
        return boundaries;
    }

    private boolean canBeWritten(List<String> boundary) {
        for (int i = 0; i < boundary.size(); i++) {
            if (layout.key().get(i).category() == 'N'
                    && !WHOLE_NUMBER.matcher(boundary.get(i)).matches()) {
                return false;
            }
        }
        return true;
    }

    /// The key that stands [#rows] rows after this one, or after the start; empty beyond the end.
    private List<String> hop(Connection connection, List<String> from) throws SQLException {
        List<KeyComparison> after =
                from.isEmpty() ? List.of() : List.of(KeyComparison.of(relation.quoting(), layout.key(), ">", from));
        String query = "SELECT " + relation.quoting().columns(layout.key()) + " FROM " + relation.from()
                + where(notNull(after)) + orderByKey()
                + dialect.oneAfter(from.isEmpty() ? rows : rows - 1);
        try (PreparedStatement statement = prepare(connection, query, after);
                ResultSet row = statement.executeQuery()) {
            List<String> values = new ArrayList<>();
            if (row.next()) {
                for (int i = 1; i <= layout.key().size(); i++) {
                    values.add(row.getString(i));
                }
            }
            return values;
        }
    }

    /// The rows of a range. The first one has those without a key too, wherever the database sorts them: they are
    /// reported.
    PreparedStatement select(Connection connection, Split split) throws SQLException {
        List<KeyComparison> bounds = new ArrayList<>();
        List<String> from = get(split, FROM);
        List<String> to = get(split, TO);
        if (!from.isEmpty()) {
            bounds.add(KeyComparison.of(relation.quoting(), layout.key(), ">=", from));
        }
        if (!to.isEmpty()) {
            bounds.add(KeyComparison.of(relation.quoting(), layout.key(), "<", to));
        }
        String condition = bounds.stream().map(KeyComparison::sql).collect(Collectors.joining(" AND "));
        boolean first =
                from.isEmpty() && !to.isEmpty() && layout.key().getFirst().nullable();
        String orNull = first ? " OR " + relation.quoting().column(layout.key().getFirst()) + " IS NULL" : "";
        String query = "SELECT " + relation.quoting().columns(layout.read()) + " FROM " + relation.from()
                + (condition.isEmpty() ? "" : " WHERE " + condition + orNull) + orderByKey();
        return prepare(connection, query, bounds);
    }

    /// A row without a key is no boundary, and databases disagree on where it stands.
    private String notNull(List<KeyComparison> after) {
        String present = layout.key().stream()
                .filter(Column::nullable)
                .map(column -> relation.quoting().column(column) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String compared = after.stream().map(KeyComparison::sql).collect(Collectors.joining());
        return present.isEmpty() || compared.isEmpty() ? present + compared : compared + " AND " + present;
    }

    private static String where(String condition) {
        return condition.isEmpty() ? "" : " WHERE " + condition;
    }

    private String orderByKey() {
        return " ORDER BY " + relation.quoting().columns(layout.key());
    }

    private static PreparedStatement prepare(Connection connection, String query, List<KeyComparison> comparisons)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        int place = 1;
        for (KeyComparison comparison : comparisons) {
            place = comparison.set(statement, place);
        }
        return statement;
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
