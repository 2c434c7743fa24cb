package io.tabletalk.index.bench;

import io.tabletalk.testing.Chroma;
import io.tabletalk.testing.bench.Memory;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Chroma server in a process of its own, with one collection of vectors under cosine and Chroma's own defaults
/// otherwise.
final class ChromaServer implements AutoCloseable {

    private static final String DATABASE = "/api/v2/tenants/default_tenant/databases/default_database/collections";

    private final Chroma server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String collection;

    /// @param data a new folder
    ChromaServer(Path data) throws IOException, InterruptedException {
        this.server = Chroma.start(Files.createDirectories(data));
        String settings = "{\"name\": \"bench\", \"configuration\": {\"hnsw\": {\"space\": \"cosine\"}}}";
        this.collection = post(DATABASE, settings).get("id").asString();
    }

    /// A request that does nothing: what HTTP alone takes.
    void heartbeat() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.url().resolve("/api/v2/heartbeat"))
                .build();
        client.send(request, HttpResponse.BodyHandlers.discarding());
    }

    void add(int first, List<float[]> vectors) throws IOException, InterruptedException {
        List<String> ids = new java.util.ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            ids.add(Integer.toString(first + i));
        }
        Map<String, Object> body = Map.of("ids", ids, "embeddings", vectors);
        post(DATABASE + "/" + collection + "/add", JsonMapper.shared().writeValueAsString(body));
    }

    int[] query(float[] vector, int wanted) throws IOException, InterruptedException {
        Map<String, Object> body =
                Map.of("query_embeddings", List.of(vector), "n_results", wanted, "include", List.of("distances"));
        JsonNode found =
                post(DATABASE + "/" + collection + "/query", JsonMapper.shared().writeValueAsString(body));
        return found.get("ids").get(0).values().stream()
                .mapToInt(id -> Integer.parseInt(id.asString()))
                .toArray();
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.url().resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("Chroma answers " + response.statusCode() + ": " + response.body());
        }
        return JsonMapper.shared().readTree(response.body());
    }

    Memory memory() throws IOException {
        return Memory.of(server.processId());
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }
}
