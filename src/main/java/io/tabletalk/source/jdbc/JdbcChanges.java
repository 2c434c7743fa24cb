package io.tabletalk.source.jdbc;

import io.tabletalk.source.Split;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the rows that have changed by a column that grows with every change: a time of change, a version. Rows that
/// have nothing there are read each time.
///
/// @param cursor the column
record JdbcChanges(Relation relation, TableLayout layout, Column cursor, Dialect dialect) {

    private static final String SINCE = "since";

    /// A transaction writes the time first and becomes visible later; what was written shortly before the mark is read
    /// again. A number leaves no room for that: such a row is found by the next complete read.
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    static boolean isPlannedAsChanges(Split split) {
        return split.bounds().containsKey(SINCE);
    }

    static List<Split> plan(String mark) {
        return List.of(new Split(0, Map.of(SINCE, mark)));
    }

    /// The greatest value; empty when there is none.
    Optional<String> mark(Connection connection) throws SQLException {
        String query = "SELECT MAX(" + relation.quoting().column(cursor) + ") FROM " + relation.from();
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getString(1));
        }
    }

    PreparedStatement select(Connection connection, Split split) throws SQLException {
        String column = relation.quoting().column(cursor);
        PreparedStatement statement = connection.prepareStatement("SELECT "
                + relation.quoting().columns(layout.read()) + " FROM " + relation.from() + " WHERE (" + column
                + " >= ? OR " + column + " IS NULL) ORDER BY "
                + relation.quoting().columns(layout.key()));
        set(statement, split.bound(SINCE));
        return statement;
    }

    private void set(PreparedStatement statement, String since) throws SQLException {
        if (cursor.category() == 'N') {
            setNumber(statement, since);
        } else if (cursor.category() == 'D' && dialect != Dialect.SQLITE) {
            setTime(statement, since);
        } else {
            statement.setString(1, since); // SQLite's times are texts, written by one process at a time
        }
    }

    private static void setNumber(PreparedStatement statement, String since) throws SQLException {
        BigDecimal number = new BigDecimal(since);
        if (number.scale() <= 0 && number.precision() < 19) {
            statement.setLong(1, number.longValueExact());
        } else {
            statement.setBigDecimal(1, number);
        }
    }

    private static void setTime(PreparedStatement statement, String since) throws SQLException {
        try {
            LocalDateTime time = LocalDateTime.parse(since.replace(' ', 'T'));
            statement.setObject(1, time.minus(OVERLAP));
        } catch (DateTimeParseException e) {
            statement.setString(1, since); // a date, or a time with its zone, as the database has written it
        }
    }
}
