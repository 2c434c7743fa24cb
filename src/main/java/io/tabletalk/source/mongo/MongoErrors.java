package io.tabletalk.source.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoTimeoutException;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.util.Set;

/// What went wrong in MongoDB, in words for the user. No exception of the driver is passed on as a cause: it would be
/// written to logs with whatever it holds.
final class MongoErrors {

    /// Unauthorized, AuthenticationFailed, and what Atlas answers for both.
    private static final Set<Integer> DENIED = Set.of(13, 18, 8000);

    /// What may pass by itself: host or network trouble, a primary that steps down, a server that shuts down, a cursor
    /// or operation that was killed, a time limit, a snapshot that is too old.
    private static final Set<Integer> PASSING = Set.of(
            6, 7, 43, 50, 63, 64, 89, 91, 133, 134, 175, 189, 202, 237, 239, 262, 290, 9001, 10107, 11600, 11601, 11602,
            13388, 13435, 13436);

    private MongoErrors() {}

    /// The exception to throw for a failure while talking to the server at `address`.
    static SourceException of(MongoException failure, MongoAddress address) {
        return switch (failure) {
            case MongoSecurityException e ->
                e.getCause() instanceof MongoException cause && !(cause instanceof MongoServerException)
                        ? of(cause, address)
                        : denied(address);
            case MongoTimeoutException e -> unreachable(String.valueOf(e.getMessage()), address);
            case MongoExecutionTimeoutException e -> unavailable(address, "it took too long.");
            case MongoCommandException e -> refused(e.getErrorCode(), e.getErrorMessage(), address);
            case MongoServerException e -> refused(e.getCode(), "the server refused the request", address);
            default -> unavailable(address, "the connection failed or was cut.");
        };
    }

    private static SourceException refused(int code, String message, MongoAddress address) {
        if (DENIED.contains(code)) {
            return code == 13
                    ? new SourceException(Kind.DENIED, "Collection " + address + ": this user may not read it.")
                    : denied(address);
        }
        return new SourceException(
                PASSING.contains(code) ? Kind.UNAVAILABLE : Kind.INVALID,
                "Collection " + address + ": " + message.replaceFirst("[.\\s]*$", "."));
    }

    /// The driver tries until its time is up, and then tells in its message what it met last.
    private static SourceException unreachable(String message, MongoAddress address) {
        if (message.contains("MongoSecurityException")) {
            return denied(address);
        }
        if (message.contains("UnknownHostException")) {
            return unavailable(address, "there is no host of that name.");
        }
        if (message.contains("SSL")) {
            return unavailable(address, "no encrypted connection could be made. Is `tls` right?");
        }
        return unavailable(address, "no server answers. Is it running, and are host and port right?");
    }

    private static SourceException denied(MongoAddress address) {
        return new SourceException(
                Kind.DENIED,
                "Collection " + address + ": the server does not accept this user name and password. Is `auth_source`"
                        + " the database in which the user was made?");
    }

    private static SourceException unavailable(MongoAddress address, String reason) {
        return new SourceException(Kind.UNAVAILABLE, "Collection " + address + ": " + reason);
    }
}
