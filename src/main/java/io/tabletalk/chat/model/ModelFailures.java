package io.tabletalk.chat.model;

import dev.langchain4j.model.output.FinishReason;
import io.tabletalk.chat.model.ModelException.Kind;
import io.tabletalk.security.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Says in words what went wrong with one model, never with its key in them.
final class ModelFailures {

    private static final int LONGEST_BODY = 64 * 1024;

    private final ModelConnection connection;

    ModelFailures(ModelConnection connection) {
        this.connection = connection;
    }

    /// The server answered with a status that is not a success.
    ModelException refused(int status, HttpHeaders headers, InputStream body) throws IOException {
        ErrorBody error = ErrorBody.parse(new String(body.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8));
        Kind kind = kindOf(status);
        String what =
                switch (kind) {
                    case DENIED -> "does not accept the API key";
                    case NOT_FOUND -> "has no model '" + connection.model() + "' at " + connection.endpoint();
                    case RATE_LIMITED -> "takes no more requests for now";
                    case UNAVAILABLE -> "is not available";
                    default -> "refused the request";
                };
        String reason = error.message().isEmpty() ? "" : ": " + error.message();
        Duration wait = RetryAfter.read(headers).orElse(error.retryDelay());
        return failure(kind, what + " (HTTP " + status + ")" + reason, null, wait);
    }

    /// The connection could not be made, or broke.
    ModelException unreachable(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && !(root instanceof ConnectException)) {
            root = root.getCause();
        }
        boolean neverConnected = root instanceof ConnectException || root instanceof HttpConnectTimeoutException;
        String what = neverConnected ? "cannot be reached at " : "broke the connection at ";
        return failure(Kind.UNAVAILABLE, what + connection.endpoint(), cause, null);
    }

    ModelException timedOut(Duration limit) {
        return failure(Kind.TIMED_OUT, "sent nothing for " + inWords(limit), null, null);
    }

    ModelException endless(Duration limit) {
        return failure(Kind.TIMED_OUT, "did not come to an end within " + inWords(limit), null, null);
    }

    ModelException cancelled() {
        return failure(Kind.CANCELLED, "was asked to stop", null, null);
    }

    /// The stream ended without a word before the model said that it was done.
    ModelException interrupted() {
        return failure(Kind.INTERRUPTED, "broke off before the answer was complete", null, null);
    }

    /// The stream broke, or the server reported an error in it.
    ModelException interrupted(Throwable error) {
        String reported = isConnectionTrouble(error)
                ? ""
                : ErrorBody.parse(String.valueOf(error.getMessage())).message();
        String reason = reported.isEmpty() ? "" : ": " + reported;
        return failure(Kind.INTERRUPTED, "broke off before the answer was complete" + reason, error, null);
    }

    /// The model finished without a word.
    ModelException empty(FinishReason reason) {
        String what =
                switch (reason) {
                    case LENGTH -> "used up the longest answer allowed before its first word (max-answer-tokens)";
                    case CONTENT_FILTER -> "blocked the answer by its content filter";
                    case STOP, TOOL_EXECUTION, OTHER -> "gave an empty answer";
                };
        return failure(Kind.REJECTED, what, null, null);
    }

    private static boolean isConnectionTrouble(Throwable error) {
        return error instanceof IOException || error.getCause() instanceof IOException;
    }

    private ModelException failure(Kind kind, String what, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        String message = connection.provider().title() + " " + what + ".";
        return new ModelException(kind, withoutKey(message), cause, retryAfter);
    }

    // Servers like to repeat the key they refuse.
    private String withoutKey(String message) {
        String key = connection.revealedKey();
        return key == null || key.isBlank() ? message : message.replace(key, Secret.MASK);
    }

    private static Kind kindOf(int status) {
        return switch (status) {
            case 401, 403 -> Kind.DENIED;
            case 404 -> Kind.NOT_FOUND;
            case 429 -> Kind.RATE_LIMITED;
            case 408 -> Kind.UNAVAILABLE;
            default -> status >= 500 ? Kind.UNAVAILABLE : Kind.REJECTED;
        };
    }

    private static String inWords(Duration time) {
        return time.toMillis() < 1_000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }
}
