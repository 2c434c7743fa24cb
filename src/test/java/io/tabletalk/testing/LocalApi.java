package io.tabletalk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The HTTP API of a server on this machine, as a test asks it. Bodies are JSON: a text is sent as it is, null sends
/// none, and anything else is written as JSON.
///
/// @param port of the server
public record LocalApi(int port) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    public HttpResponse<String> get(String path) {
        return send("GET", path, null);
    }

    /// The answer, whatever its status.
    public HttpResponse<String> send(String method, String path, @Nullable Object body) {
        return exchange(method, path, body, BodyHandlers.ofString());
    }

    /// The answer as it comes, which must not be a refusal.
    public InputStream stream(String method, String path, @Nullable Object body) {
        HttpResponse<InputStream> response = exchange(method, path, body, BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.body();
    }

    /// What the answer says, which must have this status; a null node when it says nothing.
    public JsonNode ask(String method, String path, @Nullable Object body, int status) {
        HttpResponse<String> response = send(method, path, body);
        assertThat(response.statusCode())
                .as("%s %s: %s", method, path, response.body())
                .isEqualTo(status);
        return json(response);
    }

    public static JsonNode json(HttpResponse<String> response) {
        JsonMapper json = JsonMapper.shared();
        return response.body().isEmpty() ? json.nullNode() : json.readTree(response.body());
    }

    private <T> HttpResponse<T> exchange(String method, String path, @Nullable Object body, BodyHandler<T> handler) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, publisher(body))
                .build();
        try {
            return CLIENT.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static BodyPublisher publisher(@Nullable Object body) {
        return switch (body) {
            case null -> BodyPublishers.noBody();
            case String text -> BodyPublishers.ofString(text);
            default -> BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body));
        };
    }
}
