package io.tabletalk.index.chroma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.health.HealthCheck;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.knowledge.SourceId;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The sample data on the whole server, with Chroma holding the index.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ServerOnChromaIT {

    @TempDir
    static Path data;

    @LocalServerPort
    int port;

    private static final SourceId DEMO = new SourceId("demo");
    private static final SourceId PEOPLE = new SourceId("people");
    private static String tenant = "";

    @Autowired
    Ingestion ingestion;

    @Autowired
    KnowledgeIndex index;

    @Autowired
    List<HealthCheck> checks;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        String database = Chroma.database();
        tenant = database;
        registry.add("tabletalk.data-dir", () -> data.toString());
        registry.add("tabletalk.index.type", () -> "chroma");
        registry.add("tabletalk.index.chroma.url", () -> Chroma.shared().url());
        registry.add("tabletalk.index.chroma.tenant", () -> database);
        registry.add("tabletalk.index.chroma.database", () -> database);
    }

    @Test
    void theSampleDataIsReadFoundAndReadAgain() throws Exception {
        await().until(() -> !ingestion.recent(DEMO, 1, 0).isEmpty());
        Batch first = finished(ingestion.recent(DEMO, 1, 0).getFirst().id());
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

    /// What Chroma's own files still hold is out of reach: the receipt must not say that the bytes are gone.
    @Test
    void aDeletedDocumentIsGoneFromTheServerAndTheReceiptSaysNoMore() throws Exception {
        Files.writeString(data.resolve("people.csv"), "id,note\n1,Ada likes Quixvorple tea\n2,Bob likes coffee\n");
        request("POST", "/api/sources", """
                {"name": "people", "type": "csv", "settings": {"file_path": "people.csv", "key_columns": ["id"]}}""");
        finished(ingestion.start(PEOPLE).id());
        assertThat(heldByChroma("Quixvorple")).isPositive();

        JsonNode receipt = request("DELETE", "/api/sources/people/documents/1", "");

        assertThat(receipt.at("/removed/documents").asInt()).as("%s", receipt).isEqualTo(1);
        assertThat(receipt.path("status").asString()).isEqualTo("removed");
        assertThat(heldByChroma("Quixvorple")).isZero();
        assertThat(index.documentCount(PEOPLE)).isEqualTo(1);
        assertThat(index.expunge()).as("whether the bytes are known to be gone").isFalse();
        assertThat(request("GET", "/api/deletions/" + receipt.path("id").asString(), "")
                        .path("expunged_at")
                        .isNull())
                .isTrue();
        finished(ingestion.remove(PEOPLE).id()); // the other test counts what the index holds
    }

    /// Asks Chroma itself.
    private static int heldByChroma(String word) throws Exception {
        String database = Chroma.shared().url() + "/api/v2/tenants/" + tenant + "/databases/" + tenant + "/collections";
        int held = 0;
        for (JsonNode collection : send(HttpRequest.newBuilder(URI.create(database)))) {
            String body = "{\"where_document\": {\"$contains\": \"" + word + "\"}}";
            JsonNode found = send(HttpRequest.newBuilder(
                            URI.create(database + "/" + collection.get("id").asString() + "/get"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body)));
            held += found.get("ids").size();
        }
        return held;
    }

    private JsonNode request(String method, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    private static JsonNode send(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isLessThan(300);
            return JsonMapper.shared().readTree(response.body());
        }
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
