package io.tabletalk.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The real server in a process of its own, started by the launcher.
final class Server implements AutoCloseable {

    static final String SOURCE = "note";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path project;
    private final Path data;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile @Nullable Process process;

    Server(Path project, Path data) throws IOException {
        this.project = project;
        this.data = data;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    /// An answer of the server.
    record Answer(int status, JsonNode body) {}

    void start() throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                project.resolve("tabletalk").toString(),
                "serve",
                "--no-sample-data",
                "--port",
                Integer.toString(port),
                "--data-dir",
                data.toString());
        command.environment().put("LLM_PROVIDER", "extractive");
        process = command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        data.resolve("server.out").toFile()))
                .start();
        while (!answers()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The server has ended; see " + data.resolve("server.out"));
            }
            Thread.sleep(100);
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return get("/health").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /// Signal 9.
    void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    void follow(Map<String, Object> settings) throws InterruptedException {
        Answer answer = post("/api/sources", Map.of("name", SOURCE, "type", "postgresql", "settings", settings));
        if (answer.status() != 201) {
            throw new IllegalStateException("The source was not taken: " + answer.body());
        }
    }

    /// Waits until the index has what the table had there.
    void awaitPosition(String position, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        int status = search("anything", position).status();
        while (status != 200) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The index has not reached " + position + " after " + limit + ": "
                        + get("/api/sources/" + SOURCE).body().get("live"));
            }
            Thread.sleep(100);
            status = search("anything", position).status();
        }
    }

    Answer search(String query, @Nullable String atLeast) throws InterruptedException {
        return post(
                "/api/search", atLeast == null ? Map.of("query", query) : Map.of("query", query, "at_least", atLeast));
    }

    Answer get(String path) throws InterruptedException {
        return send(request(path).build());
    }

    Answer post(String path, Map<String, Object> body) throws InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    private Answer send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofMinutes(1));
    }

    @Override
    public void close() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroy();
            running.waitFor();
        }
    }
}
