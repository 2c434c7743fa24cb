package io.tabletalk.index.chroma;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/// Stands before a Chroma server and passes requests on, except those that a test wants refused. A test may also let
/// something happen before one of them.
final class Interceptor implements AutoCloseable {

    /// The record of a document is written; those of passages have no URI.
    static final Predicate<Request> WRITES_DOCUMENTS =
            request -> request.path().endsWith("/upsert") && request.body().contains("\"uris\"");

    /// The records of documents are read for the answer.
    static final Predicate<Request> READS_FOR_THE_ANSWER =
            request -> request.path().endsWith("/get") && request.body().contains("[\"metadatas\",\"documents\"]");

    private static final Predicate<Request> NONE = request -> false;

    private final URI target;
    private final HttpServer door;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<Event> event = new AtomicReference<>(Event.NEVER);
    private volatile Predicate<Request> refused = NONE;

    record Request(String path, String body) {}

    private record Event(Predicate<Request> before, Runnable action) {
        private static final Event NEVER = new Event(NONE, () -> {});
    }

    private Interceptor(URI target, HttpServer door) {
        this.target = target;
        this.door = door;
    }

    static Interceptor before(URI target) throws IOException {
        HttpServer door = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        Interceptor interceptor = new Interceptor(target, door);
        door.setExecutor(interceptor.threads);
        door.createContext("/", interceptor::handle);
        door.start();
        return interceptor;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + door.getAddress().getPort());
    }

    /// From now on these are answered with 413.
    void refuse(Predicate<Request> requests) {
        refused = requests;
    }

    void refuseNothing() {
        refused = NONE;
    }

    /// Runs this once, before the next such request is passed on.
    void runBefore(Predicate<Request> request, Runnable action) {
        event.set(new Event(request, action));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Request request = new Request(exchange.getRequestURI().getRawPath(), body);
            Event planned = Objects.requireNonNull(event.get());
            if (planned.before().test(request) && event.compareAndSet(planned, Event.NEVER)) {
                planned.action().run();
            }
            if (refused.test(request)) {
                exchange.sendResponseHeaders(413, -1);
            } else {
                passOn(exchange, request);
            }
        }
    }

    private void passOn(HttpExchange exchange, Request request) throws IOException {
        HttpRequest copy = HttpRequest.newBuilder(target.resolve(request.path()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofString(request.body()))
                .header("Content-Type", "application/json")
                .build();
        HttpResponse<byte[]> answer = answer(copy);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.statusCode(), 0); // of any length
        exchange.getResponseBody().write(answer.body());
    }

    private HttpResponse<byte[]> answer(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public void close() {
        door.stop(0);
        threads.close();
        client.close();
    }
}
