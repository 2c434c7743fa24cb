package io.tabletalk.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.Hit;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.SearchQuery;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.security.Secret;
import io.tabletalk.testing.Engines;
import io.tabletalk.testing.Postgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The endpoints that read data and follow it, on the whole server.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class IngestApiIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    static Path data;

    @LocalServerPort
    int port;

    @Autowired
    KnowledgeIndex index;

    private final HttpClient client = HttpClient.newHttpClient();

    private record Answer(int status, JsonNode body) {
        String text(String field) {
            return body.get(field).asString();
        }
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("tabletalk.data-dir", () -> data.toString());
        registry.add("tabletalk.sample-data", () -> "false");
        // Batches are counted here: none may begin because a folder has changed.
        registry.add("tabletalk.files.watch.quiet", () -> "1h");
        registry.add("tabletalk.files.watch.patience", () -> "1h");
    }

    @Test
    void aBatchIsFollowedToItsEndAndWhatFailedInItIsTriedAgain() throws Exception {
        Files.writeString(data.resolve("boats.csv"), "id,name,note\n1,Optimist,small\n2,broken\n");
        String batch = post("/ingest-csv", Map.of("file_path", "boats.csv", "delimiter", ","))
                .text("batch_id");

        List<JsonNode> events = events(batch);

        assertThat(events).extracting(event -> event.get("id").asString()).containsOnly(batch);
        assertThat(events).doesNotHaveDuplicates();
        assertThat(events.getLast().get("status").asString()).isEqualTo("completed_with_errors");
        assertThat(events(batch)).as("of a batch that has ended").containsExactly(events.getLast());
        assertThat(get("/api/batches/unknown/events").status()).isEqualTo(404);

        Files.writeString(data.resolve("boats.csv"), "id,name,note\n1,Optimist,small\n2,Laser,fast\n");
        assertThat(post("/api/batches/unknown/retry-failed", Map.of()).status()).isEqualTo(404);
        Answer retried = post("/api/batches/" + batch + "/retry-failed", Map.of());

        assertThat(retried.status()).isEqualTo(202);
        assertThat(retried.body().get("letters").asInt()).isEqualTo(1);
        await().until(() -> finished(batch).get("status").asString().equals("completed"));
    }

    @Test
    void passagesAreIndexedWithTheirTokensUnlessMessagesLeaveThemOut() throws Exception {
        Files.writeString(data.resolve("kites.csv"), "id,name,note\n1,Delta,two lines\n2,Sled,one line\n");
        finished(post("/ingest-csv", Map.of("file_path", "kites.csv", "delimiter", ","))
                .text("batch_id"));

        assertThat(kites()).isNotEmpty().allMatch(hit -> hit.tokens().isKnown() == tokensReachTheIndex());
    }

    @Test
    void reindexingGivesTokensToWhatWasIndexedWithout() throws Exception {
        Files.writeString(data.resolve("kites.csv"), "id,name,note\n1,Delta,two lines\n2,Sled,one line\n");
        finished(post("/ingest-csv", Map.of("file_path", "kites.csv", "delimiter", ","))
                .text("batch_id"));
        index.apply(kites().stream().map(this::withoutTokens).toList());
        assertThat(kites()).isNotEmpty().noneMatch(hit -> hit.tokens().isKnown());

        finished(post("/api/sources/kites.csv/reindex", Map.of()).text("id"));

        assertThat(kites()).isNotEmpty().allMatch(hit -> hit.tokens().isKnown() == tokensReachTheIndex());
    }

    private List<Hit> kites() {
        SearchQuery kites = new SearchQuery("kites two lines", new float[0], Mode.KEYWORD, 2, Optional.empty());
        return index.search(kites.withTokens(2));
    }

    private DocumentUpdate withoutTokens(Hit hit) {
        IndexedDocument held =
                Objects.requireNonNull(index.find(List.of(hit.key())).get(hit.key()));
        SourcePosition next =
                new SourcePosition(held.position().order() + 1, held.position().asOf());
        EmbeddedPassage passage = new EmbeddedPassage(
                hit.passage(), Engines.miniLm().embedQuestion(hit.passage().embeddedText()));
        return new DocumentUpdate.Replace(
                hit.key(), next, held.contentHash(), hit.title(), hit.metadata(), List.of(passage));
    }

    boolean tokensReachTheIndex() {
        return true;
    }

    private List<JsonNode> events(String batch) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/batches/" + batch + "/events"))
                .build();
        HttpResponse<Stream<String>> response = client.send(request, HttpResponse.BodyHandlers.ofLines());
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        return response.body()
                .filter(line -> line.startsWith("data:"))
                .map(line -> JSON.readTree(line.substring(5)))
                .toList();
    }

    @Test
    void aCsvFileIsReadAndItsBadRowsAreKeptAndMended() throws IOException {
        Files.writeString(data.resolve("bikes.csv"), "id,name,note\n1,Gazelle,blue\n2,broken\n3,Batavus,red\n");

        Answer started = post("/ingest-csv", Map.of("file_path", "bikes.csv", "delimiter", ","));

        assertThat(started.status()).isEqualTo(200);
        assertThat(started.text("status")).isEqualTo("processing");
        assertThat(started.body().at("/config/file_path").asString()).isEqualTo("bikes.csv");
        JsonNode status = finished(started.text("batch_id"));
        assertThat(status.get("status").asString()).isEqualTo("completed_with_errors");
        assertThat(status.get("total_documents").asLong()).isEqualTo(3);
        assertThat(status.get("processed_documents").asLong()).isEqualTo(2);
        assertThat(status.get("failed_documents").asLong()).isEqualTo(1);
        assertThat(status.get("progress_percentage").asDouble()).isEqualTo(100.0);
        assertThat(status.get("error_message").isNull()).isTrue();
        JsonNode overview = overview("bikes.csv");
        assertThat(overview.path("type").asString()).isEqualTo("csv");
        assertThat(overview.path("documents").asLong()).isEqualTo(2);
        assertThat(overview.path("failures").asLong()).isEqualTo(1);
        assertThat(overview.at("/last_batch/status").asString()).isEqualTo("completed_with_errors");
        assertThat(overview.path("last_synced")).isEqualTo(overview.at("/last_batch/finished_at"));
        assertThat(get("/api/batches?source=bikes.csv").body().path("batches")).hasSize(1);
        assertThat(get("/api/batches?source=other").body().path("batches")).isEmpty();
        JsonNode letters =
                get("/api/dead-letters?batch=" + started.text("batch_id")).body();
        assertThat(letters.get("total").asInt()).isEqualTo(1);
        JsonNode letter = letters.at("/dead_letters/0");
        assertThat(letter.get("key").asString()).contains("bikes.csv").contains("3");
        assertThat(letter.get("attempts").asInt()).isEqualTo(1);
        assertThat(get("/api/dead-letters/" + letter.get("id").asString()).body())
                .isEqualTo(letter);
        JsonNode message = get("/api/dead-letters/" + letter.get("id").asString() + "/message")
                .body();
        assertThat(message.get("topic").asString()).isEqualTo("data-ingestion");
        assertThat(message.at("/message/source").asString()).isEqualTo("bikes.csv");
        assertThat(message.at("/message/batch").asString()).isEqualTo(started.text("batch_id"));

        Files.writeString(data.resolve("bikes.csv"), "id,name,note\n1,Gazelle,blue\n2,Sparta,new\n3,Batavus,red\n");
        assertThat(post("/api/dead-letters/" + letter.get("id").asString() + "/retry", Map.of())
                        .status())
                .isEqualTo(202);

        await().until(() -> get("/api/dead-letters").body().get("total").asInt() == 0);
        JsonNode mended = finished(started.text("batch_id"));
        assertThat(mended.get("status").asString()).isEqualTo("completed");
        assertThat(mended.get("processed_documents").asLong()).isEqualTo(3);
    }

    private JsonNode overview(String source) {
        return get("/api/overview")
                .body()
                .path("sources")
                .valueStream()
                .filter(state -> state.path("name").asString().equals(source))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aBadRowKeepsTheDocumentInItsPlaceAndNoOther() throws IOException {
        Path file = data.resolve("cars.csv");
        Files.writeString(file, "id,name,note\n1,Ford,blue\n2,Fiat,red\n3,Opel,grey\n4,broken\n");
        Map<String, Object> request = Map.of("file_path", "cars.csv");
        finished(post("/ingest-csv", request).text("batch_id"));
        Files.writeString(file, "id,name,note\n1,Ford,blue\n4,broken\n");

        String second = post("/ingest-csv", request).text("batch_id");
        finished(second);

        JsonNode batch = get("/api/batches/" + second).body();
        assertThat(batch.get("removed").asLong()).isEqualTo(1);
        assertThat(batch.get("kept").asLong())
                .as("the row in whose place the bad one stands")
                .isEqualTo(1);
        assertThat(batch.get("note").asString()).contains("1 document");
        assertThat(get("/ingest-status/" + second).body().get("error_message")).isEqualTo(batch.get("note"));
        assertThat(index.documentCount(new SourceId("cars.csv"))).isEqualTo(2);
    }

    @Test
    void aFileThatCannotBeReadKeepsOnlyItsOwnDocuments() throws IOException {
        Path folder = Files.createDirectories(data.resolve("garage"));
        Files.writeString(folder.resolve("a.csv"), "name,note\nFord,blue\nFiat,red\n");
        Files.writeString(folder.resolve("b.csv"), "name,note\nOpel,grey\n");
        Files.writeString(folder.resolve("c.md"), "# Fuel");
        Map<String, Object> request = Map.of("db_type", "folder", "connection_params", Map.of("file_path", "garage"));
        finished(post("/ingest-data", request).text("batch_id"));
        Files.writeString(folder.resolve("a.csv"), "name,note\nFord,blue\n");
        Files.writeString(folder.resolve("b.csv"), "");
        Files.delete(folder.resolve("c.md"));

        String second = post("/ingest-data", request).text("batch_id");
        finished(second);

        JsonNode batch = get("/api/batches/" + second).body();
        assertThat(batch.get("status").asString()).isEqualTo("completed_with_errors");
        assertThat(batch.get("removed").asLong()).isEqualTo(2);
        assertThat(batch.get("kept").asLong()).as("the row of b.csv").isEqualTo(1);
        assertThat(index.documentCount(new SourceId("garage"))).isEqualTo(2);
    }

    @Test
    void aPostgresTableIsReadAndItsPasswordIsNeverShown() {
        Postgres postgres = Postgres.create();
        postgres.execute(
                "CREATE TABLE \"Order; DROP TABLE x\" (id int PRIMARY KEY, note text)",
                "INSERT INTO \"Order; DROP TABLE x\" SELECT n, 'note number ' || n FROM generate_series(1, 700) n");
        Map<String, Object> connection = new LinkedHashMap<>(postgres.settings("unused"));
        connection.remove("table");
        Map<String, Object> request = Map.of(
                "db_type", "postgresql",
                "connection_params", connection,
                "table_or_collection", "Order; DROP TABLE x");

        Answer started = post("/ingest-data-async", request);

        assertThat(started.text("status")).isEqualTo("queued");
        assertThat(started.body().at("/config/connection_params/password").asString())
                .isEqualTo(Secret.MASK);
        assertThat(started.body().toString()).doesNotContain("pencil-sharpener");
        JsonNode first = finished(started.text("batch_id"));
        assertThat(first.get("status").asString()).as("%s", first).isEqualTo("completed");
        assertThat(first.get("processed_documents").asLong()).isEqualTo(700);
        JsonNode batch = get("/api/batches/" + started.text("batch_id")).body();
        SourceId source = new SourceId(batch.get("source").asString());
        assertThat(index.documentCount(source)).isEqualTo(700);

        Answer again = post("/api/sources/" + source + "/sync", Map.of());
        assertThat(again.status()).isEqualTo(202);
        finished(again.text("id"));
        assertThat(get("/api/batches/" + again.text("id")).body().get("skipped").asLong())
                .isEqualTo(700);
        assertThat(get("/recent-batches?limit=2").body().get("recent_batches")).hasSize(2);

        Answer removal = delete("/api/sources/" + source);
        assertThat(removal.status()).isEqualTo(202);
        finished(removal.text("id"));
        assertThat(index.documentCount(source)).isZero();
        assertThat(get("/api/sources/" + source).status()).isEqualTo(404);
    }

    @Test
    void whatCannotWorkIsRefusedAtOnceWithTheReason() {
        Postgres postgres = Postgres.create();
        Map<String, Object> connection = new LinkedHashMap<>(postgres.settings("missing"));
        connection.remove("table");
        int batches = get("/recent-batches").body().get("recent_batches").size();

        Answer table = post(
                "/ingest-data",
                Map.of("db_type", "postgresql", "connection_params", connection, "table_or_collection", "missing"));
        Answer kind = post("/ingest-data", Map.of("db_type", "dbase"));
        Answer file = post("/ingest-csv", Map.of("file_path", "nowhere.csv"));
        Answer outside = post("/ingest-csv", Map.of("file_path", "../../etc/passwd"));
        Answer empty = post("/ingest-data", Map.of());

        for (Answer answer : List.of(table, kind, file, outside, empty)) {
            assertThat(answer.status()).as("%s", answer).isEqualTo(422);
            assertThat(answer.text("detail")).isNotBlank().doesNotContain("pencil-sharpener");
        }
        assertThat(table.text("detail")).contains("missing");
        assertThat(kind.text("detail")).contains("dbase").contains("postgresql");
        assertThat(get("/recent-batches").body().get("recent_batches")).hasSize(batches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mongodb"})
    void aDatabaseThatIsNotThereIsToldAtOnceAndNothingIsStored(String kind) throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }
        isRefusedWithoutATrace(kind, unused);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mongodb"})
    void aDatabaseThatNeverAnswersIsToldSoonAndNothingIsStored(String kind) throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            isRefusedWithoutATrace(kind, silent.getLocalPort());
        }
    }

    private void isRefusedWithoutATrace(String kind, int port) {
        int batches = get("/recent-batches").body().get("recent_batches").size();
        List<String> sources = sourceNames();

        Answer answer = post(
                "/ingest-data",
                Map.of(
                        "db_type",
                        kind,
                        "connection_params",
                        Map.of("host", "127.0.0.1", "port", port, "database", "shop", "username", "u", "password", "p"),
                        "table_or_collection",
                        "orders"));

        assertThat(answer.status()).as("%s", answer).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("source_unavailable");
        assertThat(sourceNames()).isEqualTo(sources);
        assertThat(get("/recent-batches").body().get("recent_batches")).hasSize(batches);
    }

    private List<String> sourceNames() {
        return get("/api/sources").body().get("sources").findValuesAsString("name");
    }

    @Test
    void documentsOfASourceAreListedAndShown() throws IOException {
        Path folder = Files.createDirectories(data.resolve("teas/black"));
        Files.writeString(folder.resolve("assam.md"), "# Assam\n\nA malty tea.");
        Files.writeString(folder.resolve("keemun.md"), "# Keemun\n\nA tea that tastes of cocoa.");
        finished(post("/ingest-data", Map.of("db_type", "folder", "connection_params", Map.of("file_path", "teas")))
                .text("batch_id"));

        JsonNode first = get("/api/sources/teas/documents?limit=1").body();
        JsonNode second = get("/api/sources/teas/documents?limit=1&after="
                        + encoded(first.path("next").asString()))
                .body();
        JsonNode found = get("/api/sources/teas/documents?query=cocoa").body();

        assertThat(first.path("documents")).hasSize(1);
        assertThat(first.at("/documents/0/title").asString()).isEqualTo("Assam");
        assertThat(first.at("/documents/0/passages").asInt()).isEqualTo(1);
        assertThat(first.at("/documents/0/indexed_at").asString()).isNotBlank();
        assertThat(second.at("/documents/0/title").asString()).isEqualTo("Keemun");
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(found.path("documents")).hasSize(1);
        String key = first.at("/documents/0/key").asString();
        assertThat(key).contains("/");
        JsonNode document = get("/api/sources/teas/documents/" + key).body();
        assertThat(document.path("key").asString()).isEqualTo(key);
        assertThat(document.at("/passages/0/number").asInt()).isEqualTo(1);
        assertThat(document.at("/passages/0/text").asString()).contains("malty");
        assertThat(document.at("/passages/0/place/file").asString()).endsWith("assam.md");
        assertThat(get("/api/sources/teas/document?key=" + encoded(key)).body()).isEqualTo(document);
        assertThat(get("/api/sources/teas/documents/none").text("code")).isEqualTo("document_not_found");
        assertThat(get("/api/sources/teas/document?key=" + "x".repeat(4_001)).status())
                .isEqualTo(422);
        assertThat(get("/api/sources/none/documents").text("code")).isEqualTo("source_not_found");
        assertThat(get("/api/sources/teas/documents?limit=0").status()).isEqualTo(422);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void unknownThingsAreNotFound() {
        assertThat(get("/ingest-status/unknown").status()).isEqualTo(404);
        assertThat(get("/api/batches/unknown").text("code")).isEqualTo("batch_not_found");
        assertThat(post("/api/batches/unknown/cancel", Map.of()).status()).isEqualTo(404);
        assertThat(get("/api/dead-letters/unknown").text("code")).isEqualTo("dead_letter_not_found");
        assertThat(get("/api/dead-letters/unknown/message").text("code")).isEqualTo("dead_letter_not_found");
        assertThat(post("/api/dead-letters/unknown/retry", Map.of()).status()).isEqualTo(404);
        assertThat(delete("/api/dead-letters/unknown").status()).isEqualTo(404);
        assertThat(post("/api/sources/unknown/sync", Map.of()).text("code")).isEqualTo("source_not_found");
        assertThat(delete("/api/sources/unknown").status()).isEqualTo(404);
        assertThat(delete("/api/sources/NOT%20A%20NAME").status()).isEqualTo(422);
        assertThat(get("/recent-batches?limit=0").status()).isEqualTo(422);
    }

    private JsonNode finished(String batch) {
        Set<String> unfinished = Set.of("queued", "processing");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !unfinished.contains(get("/ingest-status/" + batch).text("status")));
        return get("/ingest-status/" + batch).body();
    }

    private Answer get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private Answer delete(String path) {
        return send(HttpRequest.newBuilder(uri(path)).DELETE());
    }

    private Answer post(String path, Map<String, Object> body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
