package io.tabletalk.chat.model;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One streamed request to a model's server, as LangChain4j's HTTP client.
///
/// The library's own client works on the common pool, waits for ever once the headers have come, hides `Retry-After`
/// and can be cancelled only after the first token. This one runs the stream on the calling thread, ends it when
/// nothing arrives for too long or when the caller cancels, and keeps why it failed. The first failure wins.
final class ModelCall implements HttpClient, AutoCloseable {

    private final java.net.http.HttpClient client;
    private final ModelSettings settings;
    private final ModelFailures failures;
    private final Watchdog watchdog;
    private final Cancellation.Registration registration;
    private final AtomicReference<@Nullable ModelException> failure = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> disconnect = new AtomicReference<>();

    ModelCall(
            java.net.http.HttpClient client,
            ModelSettings settings,
            ModelFailures failures,
            Cancellation cancellation) {
        this.client = client;
        this.settings = settings;
        this.failures = failures;
        this.watchdog = Watchdog.start(
                limit -> fail(failures.timedOut(limit)),
                settings.answerTimeout(),
                limit -> fail(failures.endless(limit)));
        this.registration = cancellation.onCancel(() -> fail(failures.cancelled()));
    }

    /// Why the call failed, or null when the server's answer was read to its end.
    @Nullable
    ModelException failure() {
        return failure.get();
    }

    /// Ends the call: whatever it waits for is closed.
    void fail(ModelException reason) {
        if (failure.compareAndSet(null, reason)) {
            hangUp();
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        try (InputStream body = open(request)) {
            parser.parse(new WatchedStream(body, watchdog, settings.stallTimeout()), listener);
            listener.onClose();
        } catch (IOException | CompletionException | CancellationException e) {
            fail(failures.unreachable(e)); // changes nothing when a time-out or a cancellation closed the connection
        } catch (ModelException e) {
            fail(e);
        }
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("Models are only asked for streams.");
    }

    @Override
    public void close() {
        registration.close();
        watchdog.close();
    }

    private InputStream open(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<InputStream>> answer =
                client.sendAsync(translate(request), BodyHandlers.ofInputStream());
        onHangUp(() -> answer.cancel(true));
        watchdog.expectWithin(settings.firstTokenTimeout());
        HttpResponse<InputStream> response = answer.join();
        onHangUp(() -> closeQuietly(response.body()));
        if (response.statusCode() / 100 != 2) {
            try (InputStream body = response.body()) {
                throw failures.refused(response.statusCode(), response.headers(), body);
            }
        }
        return response.body();
    }

    private void onHangUp(Runnable action) {
        disconnect.set(action);
        if (failure.get() != null) {
            hangUp(); // it failed while the action was being set
        }
    }

    private void hangUp() {
        Runnable action = disconnect.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }

    private static void closeQuietly(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // The connection is given up, and why is known already.
        }
    }

    private static java.net.http.HttpRequest translate(HttpRequest request) {
        URI address = URI.create(request.url());
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(address);
        if ("http".equals(address.getScheme())) {
            builder.version(Version.HTTP_1_1); // local model servers stumble over the offer to upgrade to HTTP/2
        }
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        String body = request.body();
        return builder.method(
                        request.method().name(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    /// The builder that LangChain4j asks for; time-outs it sets are ours already.
    HttpClientBuilder asBuilder() {
        return new HttpClientBuilder() {
            @Override
            public Duration connectTimeout() {
                return settings.connectTimeout();
            }

            @Override
            public HttpClientBuilder connectTimeout(Duration timeout) {
                return this;
            }

            @Override
            public Duration readTimeout() {
                return settings.stallTimeout();
            }

            @Override
            public HttpClientBuilder readTimeout(Duration timeout) {
                return this;
            }

            @Override
            public HttpClient build() {
                return ModelCall.this;
            }
        };
    }
}
