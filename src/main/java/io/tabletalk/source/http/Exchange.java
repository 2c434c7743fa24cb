package io.tabletalk.source.http;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Sends a request until it is answered: what may pass (429, 5xx, no answer) is tried again after a growing pause, or
/// the one that the server asks for. Bounded in time and size. Follows no redirect.
final class Exchange implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /// How the JDK's limiting body handler says it; there is no type for it.
    private static final String TOO_LARGE = "exceeds capacity";

    private final HttpLimits limits;
    private final AllowedAddresses allowed;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Exchange(HttpLimits limits) {
        this.limits = limits;
        this.allowed = new AllowedAddresses(limits.allowedHosts());
    }

    /// The answer, whatever its status, when trying again would not change it.
    ///
    /// @throws SourceException INVALID when the server may not be asked or answers with too much, UNAVAILABLE when
    /// it
    ///                         does not answer, or is busy for longer than is waited for
    HttpResponse<byte[]> send(HttpRequest request) {
        allowed.check(request.uri());
        Duration pause = limits.firstPause();
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt >= limits.attempts();
            try {
                HttpResponse<byte[]> response = sendOnce(request);
                if (!RetryAfter.mayHelp(response.statusCode()) || last) {
                    return response;
                }
                pause(wanted(response, pause));
            } catch (NoAnswerException e) {
                if (last) {
                    throw new SourceException(
                            Kind.UNAVAILABLE, "'" + request.uri().getHost() + "' " + e.getMessage() + ".");
                }
                pause(pause);
            }
            pause = pause.multipliedBy(2).compareTo(limits.longestPause()) > 0
                    ? limits.longestPause()
                    : pause.multipliedBy(2);
        }
    }

    private HttpResponse<byte[]> sendOnce(HttpRequest request) throws NoAnswerException {
        AtomicBoolean begun = new AtomicBoolean();
        BodyHandler<byte[]> body = BodyHandlers.limiting(
                BodyHandlers.ofByteArray(), limits.maxResponse().toBytes());
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> {
            begun.set(true);
            return body.apply(head);
        });
        try {
            return answer.get(limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException(Kind.UNAVAILABLE, "The server is stopping.");
        } catch (TimeoutException e) {
            throw new NoAnswerException(
                    begun.get() ? "did not finish its answer in time" : "did not answer in time", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause(), begun.get());
        } finally {
            answer.cancel(true);
        }
    }

    /// No whole answer; trying again may help. The message follows the name of the server.
    private static final class NoAnswerException extends IOException {

        private static final long serialVersionUID = 1L;

        NoAnswerException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private NoAnswerException failure(Throwable cause, boolean begun) {
        if (String.valueOf(cause.getMessage()).contains(TOO_LARGE)) {
            throw new SourceException(
                    Kind.INVALID,
                    "The answer is larger than " + limits.maxResponse().toMegabytes()
                            + " MB, the most that `tabletalk.http-source.max-response` allows.");
        }
        return new NoAnswerException(begun ? "ended its answer too early" : "did not answer" + reason(cause), cause);
    }

    private Duration wanted(HttpResponse<byte[]> response, Duration otherwise) {
        Optional<Duration> asked = RetryAfter.of(response, Instant.now());
        if (asked.isPresent() && asked.get().compareTo(limits.longestPause()) > 0) {
            throw new SourceException(
                    Kind.UNAVAILABLE,
                    "'" + response.uri().getHost() + "' asks to come back in "
                            + asked.get().toSeconds() + " s.");
        }
        return asked.orElse(otherwise);
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException(Kind.UNAVAILABLE, "The server is stopping.");
        }
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null || failure.getMessage().isBlank() ? "" : ": " + failure.getMessage();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
