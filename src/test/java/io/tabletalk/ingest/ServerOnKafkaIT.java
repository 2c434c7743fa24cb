package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.testing.Kafka;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The sample data on the whole server, with Kafka carrying the messages.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ServerOnKafkaIT {

    @TempDir
    static Path data;

    @LocalServerPort
    int port;

    @Autowired
    Ingestion ingestion;

    @Autowired
    KnowledgeIndex index;

    @Autowired
    List<HealthCheck> checks;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        String prefix = Kafka.prefix();
        registry.add("tabletalk.data-dir", () -> data.toString());
        registry.add("tabletalk.pipeline.transport", () -> "kafka");
        registry.add(
                "tabletalk.pipeline.kafka.bootstrap-servers",
                () -> Kafka.shared().bootstrapServers());
        registry.add("tabletalk.pipeline.kafka.prefix", () -> prefix);
    }

    @Test
    void theSampleDataIsReadCompletelyAndASecondReadSkipsAll() {
        await().until(() -> !ingestion.recent(1).isEmpty());
        Batch first = finished(ingestion.recent(1).getFirst().id());
        Batch second = finished(ingestion.start(first.source()).id());

        assertThat(first.status()).as("%s", first).isEqualTo(Status.COMPLETED);
        assertThat(first.applied()).isPositive().isEqualTo(first.total());
        assertThat(index.documentCount(first.source())).isEqualTo(first.total());
        assertThat(second.status()).as("%s", second).isEqualTo(Status.COMPLETED);
        assertThat(second.skipped()).isEqualTo(first.total());
        assertThat(second.applied()).isZero();
        assertThat(second.removed()).isZero();
    }

    @Test
    void theStatusShowsThePartitionsAndWhatWaits() {
        HealthCheck kafka = checks.stream()
                .filter(check -> check.component().equals("kafka"))
                .findFirst()
                .orElseThrow();

        await().untilAsserted(() -> {
            Health health = kafka.check();
            assertThat(health.isUp()).isTrue();
            assertThat(health.message())
                    .contains("data-ingestion: 12 partitions here")
                    .contains("embedding-requests: 8 partitions here")
                    .contains("vector-updates: 4 partitions here")
                    .contains("batch-status: 4 partitions here");
        });
    }

    /// Saved, it would be one that fails for as long as it is there.
    @Test
    void aSourceThatCouldNotBeFollowedIsRefusedWhenItIsMadeAndWhenItIsChanged() throws Exception {
        String settings =
                "{\"host\": \"127.0.0.1\", \"database\": \"shop\", \"username\": \"reader\", \"table\": \"orders\"%s}";
        String source = "{\"name\": \"orders\", \"type\": \"postgresql\", \"settings\": " + settings + "}";
        String live = ", \"live\": true";
        String topic = ", \"changes\": {\"bootstrap_servers\": \"127.0.0.1:1\", \"topic\": \"orders\"}";

        for (String wanted : List.of(live, topic)) {
            HttpResponse<String> refused = send("POST", "?test=false", source.formatted(wanted));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body())
                    .contains("\"source_invalid\"", "TABLETALK_PIPELINE_TRANSPORT has to be local", "schedule");
        }
        assertThat(send("POST", "", source.formatted(live)).body()).contains("TABLETALK_PIPELINE_TRANSPORT");
        assertThat(send("POST", "?test=false", source.formatted("")).statusCode())
                .isEqualTo(201);
        assertThat(send("PATCH", "/orders", "{\"settings\": {\"live\": true}}").statusCode())
                .isEqualTo(422);
        assertThat(send("PATCH", "/orders", "{\"settings\": {\"live\": false}}").statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/sources" + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private Batch finished(String batch) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> ingestion
                        .find(batch)
                        .filter(found -> found.status().isFinal())
                        .isPresent());
        return ingestion.find(batch).orElseThrow();
    }
}
