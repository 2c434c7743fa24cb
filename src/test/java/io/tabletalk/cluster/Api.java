package io.tabletalk.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests to a server that may be away for a while.
final class Api implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final String url;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    Api(String url) {
        this.url = url;
    }

    /// Waits until a path is answered with this status.
    void awaitAnswer(String path, int status) {
        Awaitility.await(path)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptions()
                .until(() -> send(request(path).build()).statusCode() == status);
    }

    /// What a path answers now.
    String get(String path) throws IOException, InterruptedException {
        return send(request(path).build()).body();
    }

    /// Asks until the server answers.
    JsonNode ask(String path) {
        HttpRequest request = request(path).build();
        return Awaitility.await(path)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> answer(request), answer -> answer != null);
    }

    /// Sends a request until the server takes it, and returns its answer.
    JsonNode post(String path, Object body) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        return Awaitility.await(path)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> answer(request), answer -> answer != null);
    }

    private @Nullable JsonNode answer(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> response = send(request);
            if (response.statusCode() / 100 == 2) {
                return JSON.readTree(response.body());
            }
            if (response.statusCode() / 100 == 4) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        client.close();
    }
}
