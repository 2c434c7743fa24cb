package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What went wrong in the database, in words for the user. Only the server's own short message is repeated: the
// driver's
/// may hold the address with its credentials.
final class PostgresErrors {

    private PostgresErrors() {}

    /// The exception to throw for a failure while talking to the database at `address`.
    static SourceException of(SQLException failure, PostgresAddress address) {
        PSQLException cause = find(failure, PSQLException.class);
        String state = cause == null || cause.getSQLState() == null ? "08000" : cause.getSQLState();
        Kind kind = kind(state);
        return new SourceException(kind, "Database " + address + ": " + reason(failure, cause, address));
    }

    private static Kind kind(String state) {
        if (state.equals("42501") || state.startsWith("28")) {
            return Kind.DENIED;
        }
        boolean passing = state.startsWith("08") // connection
                || state.startsWith("40") // serialization, deadlock
                || state.startsWith("53") // too many connections, out of memory
                || state.startsWith("55") // locked
                || state.startsWith("57") // shut down, cancelled
                || state.startsWith("58") // disk
                || state.startsWith("XX");
        return passing ? Kind.UNAVAILABLE : Kind.INVALID;
    }

    private static String reason(SQLException failure, @Nullable PSQLException cause, PostgresAddress address) {
        ServerErrorMessage server = cause == null ? null : cause.getServerErrorMessage();
        if (server != null && server.getMessage() != null) {
            return server.getMessage() + ".";
        }
        if (find(failure, UnknownHostException.class) != null) {
            return "there is no host '" + address.host() + "'.";
        }
        if (find(failure, ConnectException.class) != null) {
            return "nothing listens there. Is the server running, and are host and port right?";
        }
        if (cause != null && "28P01".equals(cause.getSQLState())
                || cause != null && "08004".equals(cause.getSQLState())) {
            return "the server wants a password, and none was given.";
        }
        return "the connection failed or was cut.";
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
