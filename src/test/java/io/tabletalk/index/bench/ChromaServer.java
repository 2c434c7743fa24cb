package io.tabletalk.index.bench;

import io.tabletalk.testing.FreePort;
import io.tabletalk.testing.bench.Memory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Chroma server in a process of its own, with one collection of vectors under cosine and Chroma's own defaults
/// otherwise. Its packages are fetched from npm once.
final class ChromaServer implements AutoCloseable {

    static final String VERSION = "chromadb 3.0.11";

    private static final List<String> PACKAGES = List.of("chromadb@3.0.11", bindings() + "@1.0.5");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DATABASE = "/api/v2/tenants/default_tenant/databases/default_database/collections";

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;
    private String collection = "";

    /// @param packages where npm puts them; made when it is missing
    /// @param data     a new folder
    ChromaServer(Path packages, Path data) throws IOException, InterruptedException {
        install(packages);
        int port = FreePort.find();
        this.address = "http://127.0.0.1:" + port;
        Path program = packages.resolve("node_modules").resolve(".bin").resolve("chroma");
        this.process = new ProcessBuilder(
                        "node", program.toRealPath().toString(), "run", "--path", data.toString(), "--port", "" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        awaitAnswer();
        String settings = "{\"name\": \"bench\", \"configuration\": {\"hnsw\": {\"space\": \"cosine\"}}}";
        this.collection = post(DATABASE, settings).get("id").asString();
    }

    /// As npm names the native part for this machine.
    private static String bindings() {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        String machine = (mac ? "darwin-" : "linux-") + (arm ? "arm64" : "x64") + (mac ? "" : "-gnu");
        return "chromadb-js-bindings-" + machine;
    }

    private static void install(Path packages) throws IOException, InterruptedException {
        if (Files.exists(packages.resolve("node_modules").resolve("chromadb"))) {
            return;
        }
        Files.createDirectories(packages);
        int code = new ProcessBuilder("npm", "install", "--silent", "--prefix", packages.toString(),
                        PACKAGES.get(0), PACKAGES.get(1))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("npm could not install " + PACKAGES);
        }
    }


    private void awaitAnswer() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                heartbeat();
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw notYet;
                }
                Thread.sleep(100);
            }
        }
    }

    /// A request that does nothing: what HTTP alone takes.
    void heartbeat() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/v2/heartbeat"))
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
        JsonNode found = post(
                DATABASE + "/" + collection + "/query", JsonMapper.shared().writeValueAsString(body));
        return found.get("ids").get(0).values().stream()
                .mapToInt(id -> Integer.parseInt(id.asString()))
                .toArray();
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
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
        return Memory.of(process.pid());
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        process.onExit().join();
    }
}
