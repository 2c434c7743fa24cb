package io.tabletalk.chat.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A model's server that misbehaves on purpose: it goes silent or breaks off where the script says. Only the small
/// request that tests a model before it is switched to gets a proper answer.
public final class ScriptedServer implements AutoCloseable {

    private final HttpServer server;
    private final CountDownLatch clientGone = new CountDownLatch(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch breakOff = new CountDownLatch(1);

    private ScriptedServer(HttpServer server) {
        this.server = server;
    }

    /// Takes requests and never answers.
    public static ScriptedServer silent(WireFormat format) {
        return start(format, (self, exchange) -> self.await(self.stop));
    }

    /// Sends the beginning of a stream and then nothing, without closing.
    public static ScriptedServer stallingAfter(WireFormat format, List<String> written) {
        return start(format, (self, exchange) -> {
            self.write(exchange, format, written);
            self.await(self.stop);
        });
    }

    /// Sends the beginning of a stream and drops the connection once [#breakOff] is called.
    public static ScriptedServer breakingAfter(WireFormat format, List<String> written) {
        return start(format, (self, exchange) -> {
            self.write(exchange, format, written);
            self.await(self.breakOff);
            throw new IOException("dropped on purpose");
        });
    }

    /// Sends the beginning of a stream, then its last piece again and again until the client goes away.
    public static ScriptedServer endlessAfter(WireFormat format, List<String> written) {
        return start(format, (self, exchange) -> {
            // A client may go as soon as the first piece has come, while the others are still being written.
            try {
                OutputStream body = self.write(exchange, format, written);
                while (!self.stop.await(20, TimeUnit.MILLISECONDS)) {
                    body.write(written.getLast().getBytes(StandardCharsets.UTF_8));
                    body.flush();
                }
            } catch (IOException e) {
                self.clientGone.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    public String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /// Drops the connections that were told to break.
    public void breakOff() {
        breakOff.countDown();
    }

    /// Has a client closed the connection while something was still being sent?
    public boolean clientHasGone() {
        return clientGone.getCount() == 0;
    }

    @Override
    public void close() {
        stop.countDown();
        breakOff.countDown();
        server.stop(0);
    }

    private interface Script {
        void run(ScriptedServer self, HttpExchange exchange) throws IOException;
    }

    private static ScriptedServer start(WireFormat format, Script script) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ScriptedServer server = new ScriptedServer(http);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.createContext("/", exchange -> {
                String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                if (request.contains("connection test")) {
                    server.write(exchange, format, format.answer(List.of("OK"))).close();
                } else {
                    script.run(server, exchange);
                }
            });
            http.start();
            return server;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private OutputStream write(HttpExchange exchange, WireFormat format, List<String> written) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", format.contentType());
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        for (String piece : written) {
            body.write(piece.getBytes(StandardCharsets.UTF_8));
            body.flush();
        }
        return body;
    }

    private void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
