package io.tabletalk.chat.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tabletalk.chat.model.WireFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A model in the wire form of OpenAI's that needs no time but a delay before its first token: what is measured beside
/// it is Tabletalk's own. It answers everything with the same three sentences, each piece as fast as it is taken.
final class ModelServer implements AutoCloseable {

    static final String NAME = "bench";
    static final String ANSWER =
            "The first passage is about what was asked, and says more of it than any other [1]. What it"
                    + " says is told there in its own words, with the reason beside it [1]. Whoever wants to check this can open the"
                    + " source and read the passage as a whole [1].";

    private static final List<String> WRITTEN = WireFormat.OPENAI.answer(List.of(ANSWER.split("(?= )")));
    private static final int WAITING_CONNECTIONS = 1_000;

    private final HttpServer server;
    private final ExecutorService threads;

    private ModelServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /// @param delay until the first token
    static ModelServer start(Duration delay) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // small pieces would wait 40 ms for each other
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server = HttpServer.create(address, WAITING_CONNECTIONS);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", exchange -> answer(exchange, delay));
        server.start();
        return new ModelServer(server, threads);
    }

    private static void answer(HttpExchange exchange, Duration delay) throws IOException {
        exchange.getRequestBody().readAllBytes();
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        exchange.getResponseHeaders().set("Content-Type", WireFormat.OPENAI.contentType());
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (String piece : WRITTEN) {
                body.write(piece.getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        }
    }

    static int pieces() {
        return ANSWER.split("(?= )").length;
    }

    /// As Tabletalk's settings want it.
    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
