package io.tabletalk.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server that answers what a test tells it to, and remembers what it was asked.
public final class FakeServer implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// @param path          with the query
    /// @param authorization `null` when the header was not sent, as for the content type
    public record Request(String method, String path, String contentType, String authorization, String body) {}

    private record Reply(int status, String contentType, String body) {}

    public FakeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Answers a request to the path; several answers to one path are given in turn, the last one for ever.
    ///
    /// @param call such as `GET /api/sources`
    public FakeServer on(String call, int status, String body) {
        return on(call, new Reply(status, "application/json", body));
    }

    /// Answers with a stream of events, in which each line of the body is one event's data.
    public FakeServer streams(String call, String body) {
        return on(call, new Reply(200, "text/event-stream", body));
    }

    /// Lets requests of this kind wait for an event before they are answered.
    public FakeServer holding(String call, CountDownLatch until) {
        held.put(call, until);
        return this;
    }

    private FakeServer on(String call, Reply reply) {
        replies.computeIfAbsent(call, key -> new ArrayDeque<>()).add(reply);
        return this;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public Request onlyRequest() {
        if (requests.size() != 1) {
            throw new AssertionError("Expected one request, but there were " + requests);
        }
        return requests.getFirst();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        String path = exchange.getRequestURI().toString();
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        requests.add(new Request(exchange.getRequestMethod(), path, type, authorization, body));
        awaitRelease(exchange.getRequestMethod() + " " + path);
        Reply reply = next(exchange.getRequestMethod() + " " + path);
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private void awaitRelease(String call) {
        CountDownLatch until = held.get(call);
        try {
            if (until != null) {
                until.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Reply next(String call) {
        Deque<Reply> waiting = replies.get(call);
        if (waiting == null) {
            return new Reply(404, "application/json", "{\"detail\":\"The test expects no " + call + ".\"}");
        }
        return waiting.size() > 1 ? waiting.removeFirst() : waiting.getFirst();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
