package io.tabletalk.source.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// What decides how rows become documents, as one text: when it changes, documents change though no row has. A table
/// that was dropped and made again has another one.
final class TableShape {

    private TableShape() {}

    static String of(TableLayout layout, Connection connection) throws SQLException {
        return table(layout, connection) + " read: " + columns(layout.read()) + "; key: " + columns(layout.key())
                + "; text: " + columns(layout.text()) + (layout.textChosen() ? " (chosen)" : "") + "; title: "
                + columns(layout.title());
    }

    /// @throws io.tabletalk.source.SourceException when the database cannot be asked
    static String of(TableLayout layout, PostgresConnections connections, Duration limit) {
        return connections.within(limit, connection -> of(layout, connection));
    }

    private static String columns(List<Column> columns) {
        return columns.stream()
                .map(column -> Identifiers.quote(column.name()) + " " + column.type())
                .collect(Collectors.joining(", "));
    }

    private static long table(TableLayout layout, Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = ? AND c.relname = ?")) {
            statement.setString(1, layout.table().schema());
            statement.setString(2, layout.table().name());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
