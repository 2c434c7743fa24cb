package io.tabletalk.index.chroma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.health.HealthCheck;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.testing.Chroma;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
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

/// The sample data on the whole server, with Chroma holding the index.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ServerOnChromaIT {

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
        String database = Chroma.database();
        registry.add("tabletalk.data-dir", () -> data.toString());
        registry.add("tabletalk.index.type", () -> "chroma");
        registry.add("tabletalk.index.chroma.url", () -> Chroma.shared().url());
        registry.add("tabletalk.index.chroma.tenant", () -> database);
        registry.add("tabletalk.index.chroma.database", () -> database);
    }

    @Test
    void theSampleDataIsReadFoundAndReadAgain() throws Exception {
        await().until(() -> !ingestion.recent(1).isEmpty());
        Batch first = finished(ingestion.recent(1).getFirst().id());
        String answer = ask("What does it cost to bring a bicycle back late?");
        Batch second = finished(ingestion.start(first.source()).id());

        assertThat(first.status()).as("%s", first).isEqualTo(Status.COMPLETED);
        assertThat(index.documentCount(first.source())).isEqualTo(first.total());
        assertThat(answer).contains("[1]").contains("each started day costs 5 euros");
        assertThat(second.skipped()).isEqualTo(first.total());
        assertThat(second.removed()).isZero();
        assertThat(checks.stream()
                        .filter(check -> check.component().equals("index"))
                        .map(check -> check.check().message()))
                .singleElement()
                .asString()
                .contains(first.total() + " documents", "on Chroma at");
        assertThat(Files.exists(data.resolve("index")))
                .as("no Lucene beside it")
                .isFalse();
    }

    private String ask(String question) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/chat"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"user_name\": \"ada\", \"message\": \"" + question + "\"}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
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
