package io.tabletalk.source.jdbc;

import io.tabletalk.security.Secret;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What went wrong in the database, in words for the user. No exception of the driver is passed on as a cause, and no
/// part of an address or a credential in its message: it would be written to logs.
final class JdbcErrors {

    /// Classes of SQLSTATE that may pass by themselves: connection, transaction rolled back, resources, operator.
    private static final List<String> PASSING = List.of("08", "40", "53", "57", "58");
    /// MariaDB and MySQL: no right to the database, the table, the column, the statement.
    private static final Set<Integer> DENIED_BY_MYSQL = Set.of(1044, 1045, 1142, 1143, 1227, 1698);
    /// SQLite: busy and locked. Both are over when the writer has finished.
    private static final Set<Integer> PASSING_IN_SQLITE = Set.of(5, 6);

    private static final int LONGEST_REASON = 300;

    private JdbcErrors() {}

    /// The exception to throw for a failure while talking to the database at `address`.
    static SourceException of(SQLException failure, JdbcAddress address) {
        if (find(failure, UnknownHostException.class) != null) {
            return error(Kind.UNAVAILABLE, address, "there is no host of that name.");
        }
        if (find(failure, ConnectException.class) != null) {
            return error(
                    Kind.UNAVAILABLE,
                    address,
                    "nothing listens there. Is the server running, and are host and port right?");
        }
        if (find(failure, SocketTimeoutException.class) != null) {
            return error(Kind.UNAVAILABLE, address, "the server does not answer.");
        }
        if (find(failure, NoRouteToHostException.class) != null) {
            return error(Kind.UNAVAILABLE, address, "there is no way to that host.");
        }
        SQLException cause = innermost(failure);
        return error(kind(cause, address), address, reason(cause, address));
    }

    private static SourceException error(Kind kind, JdbcAddress address, String reason) {
        return new SourceException(kind, "Database " + address + ": " + reason);
    }

    private static Kind kind(SQLException cause, JdbcAddress address) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        boolean deniedByMysql =
                address.url().startsWith(Dialect.MYSQL.prefix()) && DENIED_BY_MYSQL.contains(cause.getErrorCode());
        if (state.startsWith("28") || state.equals("42501") || deniedByMysql) {
            return Kind.DENIED;
        }
        boolean lockedInSqlite =
                address.dialect() == Dialect.SQLITE && PASSING_IN_SQLITE.contains(cause.getErrorCode() & 0xff);
        boolean passing = cause instanceof SQLTransientException
                || cause instanceof SQLRecoverableException
                || lockedInSqlite
                || PASSING.stream().anyMatch(state::startsWith);
        return passing ? Kind.UNAVAILABLE : Kind.INVALID;
    }

    private static String reason(SQLException cause, JdbcAddress address) {
        String message =
                String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").replace(address.url(), "…");
        if (address.password() != null && !address.password().reveal().isEmpty()) {
            message = message.replace(address.password().reveal(), Secret.MASK);
        }
        String cut = message.length() <= LONGEST_REASON ? message : message.substring(0, LONGEST_REASON) + "…";
        return cut.replaceFirst("[.\\s]*$", ".");
    }

    /// Pools and drivers wrap what the database has said.
    private static SQLException innermost(SQLException failure) {
        SQLException innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException inner && inner.getMessage() != null) {
                innermost = inner;
            }
        }
        return innermost;
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
