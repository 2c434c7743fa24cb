package io.tabletalk.embedding;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request to a provider failed.
final class RemoteFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_REASON = 300;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final boolean retriable;
    private final transient Optional<Duration> retryAfter;

    private RemoteFailure(String message, boolean retriable, Optional<Duration> retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.retriable = retriable;
        this.retryAfter = retryAfter;
    }

    static RemoteFailure refused(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        String body = new String(response.body(), StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ")
                .strip();
        String reason = body.substring(0, Math.min(body.length(), LONGEST_REASON));
        boolean retriable = status == TIMEOUT || status == TOO_MANY || status >= SERVER_ERROR;
        return new RemoteFailure(
                "answered HTTP " + status + (reason.isEmpty() ? "" : ": " + reason),
                retriable,
                retryAfter(response.headers()),
                null);
    }

    static RemoteFailure unavailable(String what, Throwable cause) {
        return new RemoteFailure(what, true, Optional.empty(), cause);
    }

    /// The answer came and cannot be used.
    static RemoteFailure unusable(String what, @Nullable Throwable cause) {
        return new RemoteFailure(what, false, Optional.empty(), cause);
    }

    /// What a call through the library failed of; the library wraps what its client throws.
    static RemoteFailure in(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RemoteFailure found) {
                return found;
            }
        }
        return unusable("gave an answer that cannot be understood (" + failure.getMessage() + ")", failure);
    }

    boolean isRetriable() {
        return retriable;
    }

    /// How long the provider asks to wait.
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /// Seconds or an HTTP date (RFC 9110, 10.2.3).
    private static Optional<Duration> retryAfter(HttpHeaders headers) {
        return headers.firstValue("Retry-After").flatMap(value -> {
            String text = value.strip();
            if (text.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            try {
                Instant time = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                Duration wait = Duration.between(Instant.now(), time);
                return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
            } catch (DateTimeParseException notADate) {
                return Optional.empty();
            }
        });
    }
}
