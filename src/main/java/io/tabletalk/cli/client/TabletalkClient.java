package io.tabletalk.cli.client;

import io.tabletalk.security.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Tabletalk server as its HTTP API shows it. Every method throws [ApiFailure] when the server refuses and
/// [Unreachable] when it does not answer. Safe for use by several threads.
public final class TabletalkClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /// How long a plain request may take. An answer or an upload has no limit: it goes on for as long as it moves.
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(2);

    private final URI url;
    private final @Nullable Secret authorization;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /// @param key the API key to send, where the server asks for one; null for none
    public TabletalkClient(URI url, @Nullable Secret key) {
        this.url = url.getPath().endsWith("/") ? url : URI.create(url + "/");
        this.authorization = key == null ? null : new Secret("Bearer " + key.reveal());
    }

    public TabletalkClient(URI url) {
        this(url, null);
    }

    public URI url() {
        return url;
    }

    public JsonNode get(String path) {
        return json(send(request(path).timeout(REQUEST_TIMEOUT).GET(), BodyHandlers.ofString()));
    }

    /// @param body anything that Jackson writes as a JSON object with snake_case names, such as a map
    public JsonNode post(String path, Object body) {
        return json(send(posting(path, body).timeout(REQUEST_TIMEOUT), BodyHandlers.ofString()));
    }

    public void delete(String path) {
        HttpResponse<String> response =
                send(request(path).timeout(REQUEST_TIMEOUT).DELETE(), BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw failure(response.statusCode(), response.body());
        }
    }

    /// Posts without a limit on the time the answer takes.
    public JsonNode postAndWait(String path, Object body) {
        return json(send(posting(path, body), BodyHandlers.ofString()));
    }

    /// Posts and hands on each event of the answer as it comes, until the server ends it.
    public void stream(String path, Object body, Consumer<JsonNode> onEvent) {
        HttpResponse<Stream<String>> response =
                send(posting(path, body).header("Accept", "text/event-stream"), BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() >= 400) {
                throw failure(response.statusCode(), lines.collect(Collectors.joining("\n")));
            }
            EventStream.read(lines.iterator(), event -> onEvent.accept(JSON.readTree(event)));
        } catch (UncheckedIOException e) {
            throw new Unreachable("The connection to %s broke before the answer was complete.".formatted(url), e);
        }
    }

    /// Sends a file to the server's data directory, and tells its path: the same file is known again by it.
    ///
    /// @param file    absolute
    /// @param replace whether a file of the same name that came from elsewhere is replaced
    public JsonNode upload(Path file, boolean replace) throws IOException {
        MultipartBody body =
                MultipartBody.of(Map.of("origin", file.toString(), "replace", Boolean.toString(replace)), "file", file);
        HttpRequest.Builder request =
                request("api/files").header("Content-Type", body.contentType()).POST(body.publisher());
        return json(send(request, BodyHandlers.ofString()));
    }

    @Override
    public void close() {
        http.shutdownNow(); // a stream that nobody reads any more must not keep the program alive
    }

    private HttpRequest.Builder posting(String path, Object body) {
        BodyPublisher content = BodyPublishers.ofString(JSON.writeValueAsString(body));
        return request(path).header("Content-Type", "application/json").POST(content);
    }

    /// @param path relative, so that a server behind a proxy may have a prefix: `api/sources`
    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path));
        return authorization == null ? request : request.header("Authorization", authorization.reveal());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            return http.send(request.build(), handler);
        } catch (ConnectException e) {
            throw new Unreachable("No Tabletalk server answers at %s. Start one with ./tabletalk".formatted(url), e);
        } catch (HttpTimeoutException e) {
            throw new Unreachable(
                    "The server at %s did not answer within %d seconds.".formatted(url, REQUEST_TIMEOUT.toSeconds()),
                    e);
        } catch (IOException e) {
            throw new Unreachable("The connection to %s broke before there was an answer.".formatted(url), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("Interrupted while waiting for " + url + ".", e);
        }
    }

    private JsonNode json(HttpResponse<String> response) {
        if (response.statusCode() >= 400) {
            throw failure(response.statusCode(), response.body());
        }
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw new ApiFailure(response.statusCode(), "What answers at %s is no Tabletalk server.".formatted(url));
        }
    }

    private ApiFailure failure(int status, String body) {
        return new ApiFailure(status, detail(body).orElse("The server at %s answered %d.".formatted(url, status)));
    }

    private static Optional<String> detail(String body) {
        try {
            JsonNode detail = JSON.readTree(body).path("detail");
            return detail.isString() ? Optional.of(detail.asString()) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
