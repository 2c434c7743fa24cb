package io.tabletalk.source.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.Receipts;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.security.Secret;
import io.tabletalk.testing.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/// A server in a process of its own is killed (signal 9) right after it has taken the last event.
class KilledWebhookIT {

    private static final int DELIVERIES = 60;
    private static final int DELETED = 20;
    private static final Secret SECRET = new Secret("a-secret-of-some-length-1");

    @TempDir
    Path data;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void whatWasDeletedStaysDeletedAfterTheNextStart() throws Exception {
        deliverAndKill(port -> {
            for (int i = 0; i < DELETED; i++) {
                delete(port, DELIVERIES - 1 - i);
            }
            await().until(() -> deletions(port) == DELETED);
        });

        try (ConfigurableApplicationContext restarted = restart()) {
            KnowledgeIndex index = restarted.getBean(KnowledgeIndex.class);
            Receipts receipts = restarted.getBean(Receipts.class);
            List<String> expected = IntStream.range(0, DELIVERIES - DELETED)
                    .mapToObj(i -> "key-" + i)
                    .toList();
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(keys(index)).containsExactlyInAnyOrderElementsOf(expected));
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> receipts.recent("tickets", 100).stream()
                            .allMatch(receipt -> receipt.completedAt() != null));
            assertThat(keys(index)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void whatWasAcknowledgedIsSearchableAfterTheNextStart() throws Exception {
        deliverAndKill(port -> {});

        try (ConfigurableApplicationContext restarted = restart()) {
            KnowledgeIndex index = restarted.getBean(KnowledgeIndex.class);
            List<String> expected =
                    IntStream.range(0, DELIVERIES).mapToObj(i -> "key-" + i).toList();
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(keys(index)).containsExactlyInAnyOrderElementsOf(expected));
        }
    }

    /// @param next what happens to the server of this port between the last delivery and its death
    private void deliverAndKill(IntConsumer next) throws IOException, InterruptedException {
        int port = FreePort.find();
        Process server = start(port);
        try {
            await().atMost(Duration.ofMinutes(3)).ignoreExceptions().until(() -> define(port) == 201);
            for (int i = 0; i < DELIVERIES; i++) {
                assertThat(send(port, i)).isEqualTo(202);
            }
            next.accept(port);
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    /// Nobody waits for the answer: it may take until all that was delivered is embedded.
    private void delete(int port, int number) {
        URI document = URI.create("http://127.0.0.1:" + port + "/api/sources/tickets/documents/key-" + number);
        client.sendAsync(HttpRequest.newBuilder(document).DELETE().build(), BodyHandlers.discarding());
    }

    private int deletions(int port) throws IOException, InterruptedException {
        URI receipts = URI.create("http://127.0.0.1:" + port + "/api/deletions?source=tickets");
        String body = client.send(HttpRequest.newBuilder(receipts).build(), BodyHandlers.ofString())
                .body();
        return JsonMapper.shared().readTree(body).path("deletions").size();
    }

    private static List<String> keys(KnowledgeIndex index) {
        try (Stream<IndexedDocument> documents = index.documents(new SourceId("tickets"))) {
            return documents.map(document -> document.key().key()).toList();
        }
    }

    private int define(int port) throws IOException, InterruptedException {
        return post(port, "/api/sources", """
                {"name": "tickets", "type": "webhook", "settings": {"secret": "%s"}}""".formatted(SECRET.reveal()));
    }

    private int send(int port, int number) throws IOException, InterruptedException {
        String body = """
                {"events": [{"type": "upsert", "key": "key-%d", "document": {"title": "Ticket %d"}},
                            {"type": "upsert", "key": "gone-%d", "document": {"title": "Gone"}},
                            {"type": "delete", "key": "gone-%d"}]}""".formatted(number, number, number, number);
        String id = "delivery-" + number;
        String time = Long.toString(Instant.now().getEpochSecond());
        return post(
                port,
                "/api/sources/tickets/events",
                body,
                "webhook-id",
                id,
                "webhook-timestamp",
                time,
                "webhook-signature",
                Signature.of(SECRET, id, time, body.getBytes(UTF_8)));
    }

    private int post(int port, String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private Process start(int port) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.tabletalk.cli.Main",
                        "serve",
                        "--no-sample-data",
                        "--port",
                        Integer.toString(port),
                        "--data-dir",
                        data.toString()))
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("server.out").toFile())
                .start();
    }

    private ConfigurableApplicationContext restart() {
        return new SpringApplicationBuilder(TabletalkApplication.class)
                .run(
                        "--server.port=0",
                        "--tabletalk.data-dir=" + data,
                        "--tabletalk.sample-data=false",
                        "--spring.main.banner-mode=off");
    }
}
