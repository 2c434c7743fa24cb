package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Says why a table cannot be followed. Nothing is changed about the table to make it possible: a published table whose
/// rows nothing identifies makes PostgreSQL refuse the application's own updates.
final class LiveRequirements {

    private static final String TABLE = """
            SELECT c.relkind, c.relhassubclass, c.relreplident, c.relpersistence,
                   (SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_index i
                    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                    WHERE i.indrelid = c.oid AND i.indisprimary) AS primary_key,
                   current_setting('wal_level') AS wal_level
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?""";

    /// Types whose values stand in a change as they can be written in SQL.
    private static final Set<String> KEY_TYPES = Set.of(
            "int2",
            "int4",
            "int8",
            "numeric",
            "text",
            "varchar",
            "bpchar",
            "citext",
            "uuid",
            "bool",
            "date",
            "timestamp",
            "timestamptz");

    private LiveRequirements() {}

    /// @throws SourceException INVALID when the table cannot be followed, with the reason
    static void check(Connection connection, TableLayout layout) throws SQLException {
        withRow(connection, layout, LiveRequirements::check);
    }

    /// The part that is about the table alone: no time and no setting of the server mends it.
    ///
    /// @throws SourceException INVALID when the table cannot be followed, with the reason
    static void checkTable(Connection connection, TableLayout layout) throws SQLException {
        withRow(connection, layout, LiveRequirements::checkTable);
    }

    private static void withRow(Connection connection, TableLayout layout, Check check) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
            statement.setString(1, layout.table().schema());
            statement.setString(2, layout.table().name());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                check.of(row, layout);
            }
        }
    }

    private static void check(ResultSet row, TableLayout layout) throws SQLException {
        checkTable(row, layout);
        if (!row.getString("wal_level").equals("logical")) {
            throw new SourceException(
                    Kind.INVALID,
                    "The database server does not write down changes for others. Set wal_level = logical and restart it,"
                            + " or leave out 'live'.");
        }
    }

    private static void checkTable(ResultSet row, TableLayout layout) throws SQLException {
        String kind = row.getString("relkind");
        require(
                kind.equals("r"),
                layout,
                switch (kind) {
                    case "p" -> "it is partitioned, and what happens to a partition as a whole is told to nobody";
                    case "v", "m" -> "it is a view";
                    default -> "it lies on another server";
                });
        require(!row.getBoolean("relhassubclass"), layout, "other tables inherit from it");
        require(row.getString("relpersistence").equals("p"), layout, "it is unlogged or temporary");
        require(row.getArray("primary_key") != null, layout, "it has no primary key");
        String[] primaryKey = (String[]) row.getArray("primary_key").getArray();
        List<String> key = layout.key().stream().map(Column::name).toList();
        require(
                Set.of(primaryKey).equals(new HashSet<>(key)),
                layout,
                "its key_fields are not its primary key, which is " + String.join(", ", primaryKey));
        require(
                row.getString("relreplident").matches("[df]"),
                layout,
                "its replica identity is neither DEFAULT nor FULL, so a deleted row is not told by its primary key");
        requireKeyTypes(layout);
    }

    /// The part that holds for whoever tells the changes.
    ///
    /// @throws SourceException INVALID when rows cannot be found by what a change tells of them
    static void checkKey(TableLayout layout) {
        require(!layout.key().isEmpty(), layout, "it has no primary key");
        require(layout.table().key().equals(layout.key()), layout, "its key_fields are not its primary key");
        requireKeyTypes(layout);
    }

    private static void requireKeyTypes(TableLayout layout) {
        Predicate<Column> fits = column -> KEY_TYPES.contains(column.baseType()) || column.category() == 'E';
        layout.key().stream()
                .filter(fits.negate())
                .findFirst()
                .ifPresent(column ->
                        require(false, layout, "key column '" + column.name() + "' is of type " + column.type()));
    }

    private interface Check {
        void of(ResultSet row, TableLayout layout) throws SQLException;
    }

    private static void require(boolean condition, TableLayout layout, String reason) {
        if (!condition) {
            throw new SourceException(
                    Kind.INVALID,
                    "Table '" + layout.table().name() + "' cannot be followed live: " + reason
                            + ". Leave out 'live', and give it a schedule instead.");
        }
    }
}
