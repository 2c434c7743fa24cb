package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What went wrong in the database, in words for the user. No exception of the driver is passed on as a cause: it would
/// be written to logs with whatever it holds.
final class PostgresErrors {

    /// Classes of SQLSTATE that may pass by themselves: connection, serialization and deadlock, too many connections or
    /// out of memory, locked, shut down or cancelled, disk, internal.
    private static final List<String> PASSING = List.of("08", "40", "53", "55", "57", "58", "XX");

    /// The time for connecting is over.
    private static final String UNABLE_TO_CONNECT = "08001";

    private static final String PROTOCOL_VIOLATION = "08P01";

    private PostgresErrors() {}

    /// The exception to throw for a failure while talking to the database at `address`.
    static SourceException of(SQLException failure, PostgresAddress address) {
        PSQLException cause = find(failure, PSQLException.class);
        if (cause == null) {
            return unavailable(address, "all connections of this source are in use.");
        }
        if (find(failure, UnknownHostException.class) != null) {
            return unavailable(address, "there is no host of that name.");
        }
        if (find(failure, ConnectException.class) != null) {
            return unavailable(address, "nothing listens there. Is the server running, and are host and port right?");
        }
        if (find(failure, SocketTimeoutException.class) != null) {
            return unavailable(address, "the server does not answer.");
        }
        if (find(failure, NoRouteToHostException.class) != null) {
            return unavailable(address, "there is no way to that host.");
        }
        if (cause.getServerErrorMessage() == null && cause.getCause() == null) {
            return withoutCause(cause, address);
        }
        return new SourceException(kind(cause), "Database " + address + ": " + reason(cause));
    }

    /// What the driver finds out by itself, in words that say less than it knows.
    private static SourceException withoutCause(PSQLException failure, PostgresAddress address) {
        return switch (String.valueOf(failure.getSQLState())) {
            case UNABLE_TO_CONNECT -> unavailable(address, "the server does not answer.");
            case PROTOCOL_VIOLATION ->
                unavailable(
                        address,
                        "what answers there is no PostgreSQL server. Is the server running, and are host and port right?");
            default -> new SourceException(kind(failure), "Database " + address + ": " + reason(failure));
        };
    }

    private static SourceException unavailable(PostgresAddress address, String reason) {
        return new SourceException(Kind.UNAVAILABLE, "Database " + address + ": " + reason);
    }

    private static Kind kind(PSQLException cause) {
        String state = cause.getSQLState() == null ? "08000" : cause.getSQLState();
        if (state.equals("42501") || state.startsWith("28") || isPasswordMissing(cause)) {
            return Kind.DENIED;
        }
        return PASSING.stream().anyMatch(state::startsWith) ? Kind.UNAVAILABLE : Kind.INVALID;
    }

    private static String reason(PSQLException cause) {
        if (isPasswordMissing(cause)) {
            return "the server wants a password, and none was given.";
        }
        ServerErrorMessage server = cause.getServerErrorMessage();
        String message = server != null && server.getMessage() != null ? server.getMessage() : cause.getMessage();
        return String.valueOf(message).replaceFirst("[.\\s]*$", ".");
    }

    /// The driver gives this the state "connection rejected", which may pass; it does not.
    private static boolean isPasswordMissing(PSQLException cause) {
        return "08004".equals(cause.getSQLState()) && cause.getServerErrorMessage() == null;
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
