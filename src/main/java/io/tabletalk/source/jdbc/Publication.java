package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The publication by which the changes of one table are told.
///
/// A change is told as the publication was when the change was made: what it did not tell then leaves no trace in the
/// stream, though it may tell everything again by now. The catalog keeps the trace: whoever has received a change that
/// was committed after an alteration, and looks at [#shown] then, sees another version than before the alteration.
///
/// @param connection of which each statement sees what is committed
/// @param name       lower-case letters, digits and `_`
record Publication(Connection connection, String name, Table table) {

    /// Before version 15 neither whole schemas nor some rows of a table could be published. The type of a table's rows
    /// is another when the table was renamed or moved, even to and fro: meanwhile its changes were told under a
    /// name
    /// that nobody listens to.
    private static final String SHOWN = """
            SELECT concat_ws(' ', p.oid, p.xmin, c.oid, t.xmin, coalesce(r.oid, 0), coalesce(r.xmin::text, '0'),
                             %1$s) AS version,
                   p.puballtables OR r.oid IS NOT NULL OR %2$s AS tells_table,
                   p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate AS tells_all_kinds,
                   NOT p.puballtables AND NOT %2$s AND (to_jsonb(r) ->> 'prqual') IS NOT NULL AS tells_some_rows
            FROM pg_publication p
            CROSS JOIN pg_class c
            JOIN pg_namespace s ON s.oid = c.relnamespace
            LEFT JOIN pg_type t ON t.oid = c.reltype
            LEFT JOIN pg_publication_rel r ON r.prpubid = p.oid AND r.prrelid = c.oid
            %3$s
            WHERE p.pubname = ? AND s.nspname = ? AND c.relname = ?""";

    private static final String SINCE_15 = SHOWN.formatted(
            "coalesce(n.oid, 0), coalesce(n.xmin::text, '0')",
            "(n.oid IS NOT NULL)",
            "LEFT JOIN pg_publication_namespace n ON n.pnpubid = p.oid AND n.pnnspid = s.oid");

    private static final String BEFORE_15 = SHOWN.formatted("''", "false", "");

    /// What the catalog shows.
    ///
    /// @param version       another one after every alteration, also after one that was taken back
    /// @param tellsTable    whether any change of the table is told
    /// @param tellsAllKinds whether insertions, updates, deletions and truncations are
    /// @param tellsSomeRows whether a filter keeps back some rows
    record Shown(String version, boolean tellsTable, boolean tellsAllKinds, boolean tellsSomeRows) {}

    /// Empty when there is no publication of that name, or no such table.
    Optional<Shown> shown() throws SQLException {
        boolean since15 = connection.getMetaData().getDatabaseMajorVersion() >= 15;
        try (PreparedStatement statement = connection.prepareStatement(since15 ? SINCE_15 : BEFORE_15)) {
            statement.setString(1, name);
            statement.setString(2, table.schema());
            statement.setString(3, table.name());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Shown(
                                row.getString("version"),
                                row.getBoolean("tells_table"),
                                row.getBoolean("tells_all_kinds"),
                                row.getBoolean("tells_some_rows")))
                        : Optional.empty();
            }
        }
    }

    /// What publishes the table; empty when it is published.
    Optional<String> missingStatement() throws SQLException {
        return missingStatement(shown());
    }

    private Optional<String> missingStatement(Optional<Shown> shown) {
        if (shown.isEmpty()) {
            return Optional.of("CREATE PUBLICATION " + name + " FOR TABLE " + quotedTable());
        }
        return shown.get().tellsTable() ? Optional.empty() : Optional.of(addTable());
    }

    /// Publishes the table, and no other. A publication made by an administrator under the name is used as it is.
    ///
    /// @param followedBefore whether the table was followed by it before, so that it must have been published
    /// @return whether it was not published before
    boolean publish(boolean followedBefore) throws SQLException {
        Optional<Shown> shown = shown();
        Optional<String> missing = missingStatement(shown);
        if (missing.isEmpty()) {
            return false;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(missing.get());
            return true;
        } catch (SQLException e) {
            if (!"42501".equals(e.getSQLState())) {
                throw e;
            }
            String subject =
                    shown.isEmpty() && followedBefore ? "Publication '" + name + "' is gone, and the user" : "The user";
            throw new SourceException(
                    Kind.DENIED,
                    subject + " may not publish table '" + table.name() + "'. Have its owner run: " + missing.get()
                            + ";");
        }
    }

    /// What the catalog shows of a publication that tells every change of the table.
    ///
    /// @throws SourceException INVALID when it tells less, with the statements that mend it
    Shown requireComplete() throws SQLException {
        Shown shown = shown().orElseThrow(
                        () -> new SourceException(Kind.UNAVAILABLE, "Publication '" + name + "' is gone again."));
        List<String> mending = new ArrayList<>();
        if (!shown.tellsTable()) {
            mending.add(addTable());
        }
        if (!shown.tellsAllKinds()) {
            mending.add("ALTER PUBLICATION " + name + " SET (publish = 'insert, update, delete, truncate')");
        }
        if (shown.tellsSomeRows()) {
            mending.add("ALTER PUBLICATION " + name + " DROP TABLE " + quotedTable());
            mending.add(addTable());
        }
        if (!mending.isEmpty()) {
            throw new SourceException(
                    Kind.INVALID,
                    "Publication '" + name + "' does not tell every change of table '" + table.name()
                            + "', so the index cannot be kept in step. Have its owner run: "
                            + String.join("; ", mending) + ";");
        }
        return shown;
    }

    private String addTable() {
        return "ALTER PUBLICATION " + name + " ADD TABLE " + quotedTable();
    }

    private String quotedTable() {
        return Identifiers.quote(table.schema()) + "." + Identifiers.quote(table.name());
    }
}
