package io.tabletalk.embedding;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A server on this machine that speaks the embedding APIs of all providers. The vector of a text is (its length, 3,
/// 4).
final class FakeProvider implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Answer AS_USUAL = new Answer(200, "", "");

    private final HttpServer server;
    private final Queue<Answer> scripted = new ConcurrentLinkedQueue<>();

    final Queue<Request> requests = new ConcurrentLinkedQueue<>();

    /// @param key what came as credential, wherever the provider wants it
    record Request(String path, String key, JsonNode body, List<String> texts) {}

    /// @param retryAfter sent as header when not empty
    record Answer(int status, String retryAfter, String body) {}

    FakeProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// The next request gets this instead of vectors. Status 0 gets no answer at all.
    void answerNext(int status, String retryAfter, String body) {
        scripted.add(new Answer(status, retryAfter, body));
    }

    /// The next request gets its vectors; what is scripted after this is for those behind it.
    void answerNextAsUsual() {
        scripted.add(AS_USUAL);
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String path = exchange.getRequestURI().getPath();
        List<String> texts = texts(path, body);
        requests.add(new Request(path, key(exchange), body, texts));
        Answer answer = scripted.poll();
        if (answer == null || answer == AS_USUAL) {
            send(exchange, 200, JSON.writeValueAsBytes(vectors(path, texts)));
        } else if (answer.status() != 0) {
            if (!answer.retryAfter().isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
            }
            send(exchange, answer.status(), answer.body().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String key(HttpExchange exchange) {
        String bearer = exchange.getRequestHeaders().getFirst("Authorization");
        String gemini = exchange.getRequestHeaders().getFirst("x-goog-api-key");
        return bearer != null ? bearer.replaceFirst("Bearer ", "") : String.valueOf(gemini);
    }

    private static List<String> texts(String path, JsonNode body) {
        List<String> texts = new ArrayList<>();
        if (path.endsWith(":batchEmbedContents")) {
            body.path("requests").forEach(request -> texts.add(geminiText(request)));
        } else if (path.endsWith(":embedContent")) {
            texts.add(geminiText(body));
        } else if (body.path("input").isArray()) {
            body.path("input").forEach(text -> texts.add(text.asString()));
        } else {
            texts.add(body.path("input").asString());
        }
        return texts;
    }

    private static String geminiText(JsonNode request) {
        return request.path("content").path("parts").path(0).path("text").asString();
    }

    private static JsonNode vectors(String path, List<String> texts) {
        ObjectNode answer = JSON.createObjectNode();
        if (path.endsWith(":embedContent")) {
            answer.putObject("embedding").set("values", vector(texts.getFirst()));
            return answer;
        }
        boolean openAi = path.endsWith("/embeddings");
        ArrayNode vectors = answer.putArray(openAi ? "data" : "embeddings");
        for (String text : texts) {
            if (openAi) {
                vectors.addObject().put("index", vectors.size() - 1).set("embedding", vector(text));
            } else if (path.endsWith(":batchEmbedContents")) {
                vectors.addObject().set("values", vector(text));
            } else {
                vectors.add(vector(text));
            }
        }
        if (openAi) {
            answer.put("model", "any")
                    .putObject("usage")
                    .put("prompt_tokens", 1)
                    .put("total_tokens", 1);
        } else {
            answer.put("model", "any");
        }
        return answer;
    }

    private static ArrayNode vector(String text) {
        return JSON.createArrayNode().add(text.length()).add(3).add(4);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
