package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.testing.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server in a process of its own is killed (signal 9) in the middle of a read, and started again.
class KilledServerIT {

    private static final int ROWS = 5_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path data;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void theBatchCompletesByItselfWithNoDocumentMissingOrDouble() throws Exception {
        writeRows();
        int port = FreePort.find();
        Process server = start(port);
        String batch;
        long processedBefore;
        try {
            await().atMost(Duration.ofMinutes(3)).ignoreExceptions().until(() -> get(port, "/api/batches") != null);
            batch = post(port, "/ingest-csv", "{\"file_path\": \"orders.csv\"}")
                    .get("batch_id")
                    .asString();
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> processed(port, batch) >= ROWS / 10);
            processedBefore = processed(port, batch);
        } finally {
            server.destroyForcibly().waitFor();
        }
        assertThat(processedBefore).as("killed in the middle").isBetween(ROWS / 10L, ROWS - 1L);

        try (ConfigurableApplicationContext restarted = restart()) {
            Ingestion ingestion = restarted.getBean(Ingestion.class);
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> ingestion
                            .find(batch)
                            .filter(found -> found.status().isFinal())
                            .isPresent());

            Batch ended = ingestion.find(batch).orElseThrow();
            assertThat(ended.status()).isEqualTo(Status.COMPLETED);
            assertThat(ended.total()).isEqualTo(ROWS);
            assertThat(ended.applied()).isEqualTo(ROWS);
            assertThat(ended.skipped()).isZero();
            assertThat(ended.failed()).isZero();
            assertThat(ended.removed()).isZero();
            assertThat(keys(restarted.getBean(KnowledgeIndex.class), ended.source()))
                    .hasSize(ROWS)
                    .doesNotHaveDuplicates();
            assertThat(ingestion.recent(10)).hasSize(1);
        }
    }

    /// Settings of the server besides, as `--name=value`.
    List<String> settings() {
        return List.of();
    }

    private Process start(int port) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.tabletalk.cli.Main"));
        command.addAll(List.of("serve", "--no-sample-data", "--port", Integer.toString(port)));
        command.addAll(List.of("--data-dir", data.toString()));
        command.addAll(settings());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("server.out").toFile())
                .start();
    }

    private ConfigurableApplicationContext restart() {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--tabletalk.data-dir=" + data,
                "--tabletalk.sample-data=false",
                "--spring.main.banner-mode=off"));
        arguments.addAll(settings());
        return new SpringApplicationBuilder(TabletalkApplication.class).run(arguments.toArray(String[]::new));
    }

    private void writeRows() throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,customer,note"));
        for (int row = 1; row <= ROWS; row++) {
            lines.add(row + ",Customer " + row % 97 + ",Parcel " + row + " was left with the neighbour at number "
                    + row % 41);
        }
        Files.write(data.resolve("orders.csv"), lines);
    }

    private static List<String> keys(KnowledgeIndex index, SourceId source) {
        try (Stream<IndexedDocument> documents = index.documents(source)) {
            return documents.map(document -> document.key().key()).toList();
        }
    }

    private long processed(int port, String batch) throws IOException, InterruptedException {
        return get(port, "/ingest-status/" + batch).get("processed_documents").asLong();
    }

    private JsonNode get(int port, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(port, path)).build());
    }

    private JsonNode post(int port, String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(port, path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
