package io.tabletalk.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.tabletalk.TabletalkApplication;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.testing.LocalApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/// Audits on the whole server.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class AuditIT {

    private static final Set<String> UNFINISHED = Set.of("queued", "running");
    private static final Set<String> ENDED = Set.of("completed", "failed");

    @TempDir
    static Path data;

    @LocalServerPort
    int port;

    @Autowired
    KnowledgeIndex index;

    @Autowired
    AuditSchedule schedule;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("tabletalk.data-dir", () -> data.toString());
        registry.add("tabletalk.sample-data", () -> "false");
        registry.add("tabletalk.audit.settle", () -> "100ms");
        registry.add("tabletalk.audit.interval", () -> "0s");
        registry.add("tabletalk.http-source.allowed-hosts", () -> "127.0.0.1");
    }

    @Test
    void anIndexThatHoldsWhatTheSourceHoldsIsFoundClean() throws IOException {
        ingest("clean", 40);

        JsonNode audit = verify("clean", false);

        assertThat(audit.path("status").asString()).as("%s", audit).isEqualTo("completed");
        assertThat(audit.path("documents").asInt()).isEqualTo(40);
        assertDrift(audit, 0, 0, 0);
        JsonNode shown = get("/api/sources/clean").path("audit");
        assertThat(shown).isEqualTo(audit);
        await().untilAsserted(() -> assertThat(data.resolve("cache/audits")).isEmptyDirectory());
    }

    @Test
    void whatIsMissingStaleOrOrphanedIsNamedAndMended() throws IOException {
        ingest("drifted", 40);
        SourceId source = new SourceId("drifted");
        List<DocumentKey> keys = keys(source);
        SourcePosition now = SourcePosition.readAt(Instant.now());
        DocumentKey stray = new DocumentKey(source, "stray");
        index.apply(List.of(
                new DocumentUpdate.Remove(keys.get(0), now),
                new DocumentUpdate.Remove(keys.get(1), now),
                new DocumentUpdate.Replace(keys.get(2), now, "old hash", "t", Metadata.EMPTY, List.of()),
                new DocumentUpdate.Replace(stray, now, "hash", "t", Metadata.EMPTY, List.of())));

        JsonNode found = verify("drifted", false);

        assertDrift(found, 2, 1, 1);
        assertThat(found.path("repaired").asInt()).isZero();
        assertThat(problems(found))
                .containsExactlyInAnyOrder(
                        "missing " + keys.get(0).key(),
                        "missing " + keys.get(1).key(),
                        "stale " + keys.get(2).key(),
                        "orphaned stray");

        JsonNode repaired = verify("drifted", true);

        assertDrift(repaired, 2, 1, 1);
        assertThat(repaired.path("repaired").asInt()).isEqualTo(4);
        assertThat(get("/api/batches/" + repaired.path("repair_batch").asString())
                        .path("applied")
                        .asInt())
                .as("only what differed was embedded")
                .isEqualTo(3);
        assertDrift(verify("drifted", false), 0, 0, 0);
    }

    @Test
    void whatIsStillBeingReadIsNotMissing() throws IOException {
        write("growing", 1_500);
        post("/ingest-csv", Map.of("file_path", "growing.csv", "key_columns", List.of("id")));

        JsonNode audit = verify("growing.csv", false);

        assertThat(audit.path("documents").asInt()).isEqualTo(1_500);
        assertDrift(audit, 0, 0, 0);
        assertThat(audit.path("unsettled").asInt()).isZero();
    }

    @Test
    void aSourceThatCannotBeReadIsSaidToBe() throws IOException {
        ingest("vanishing", 3);
        Files.delete(data.resolve("vanishing.csv"));

        JsonNode audit = verify("vanishing", false);

        assertThat(audit.path("status").asString()).isEqualTo("failed");
        assertThat(audit.path("error").asString()).contains("vanishing.csv");
        assertDrift(audit, 0, 0, 0);
        assertThat(index.documentCount(new SourceId("vanishing"))).isEqualTo(3);
    }

    /// Some servers say that nothing has changed although it has: they make the tag from less than what they give.
    @Test
    void anApiIsAskedForWhatItHoldsAndNotWhetherItHasChanged() throws IOException {
        AtomicReference<String> records = new AtomicReference<>("[{\"id\": 1, \"note\": \"a lamp\"}]");
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            boolean known = exchange.getRequestHeaders().containsKey("If-None-Match");
            byte[] body =
                    known ? new byte[0] : Objects.requireNonNull(records.get()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("ETag", "\"always the same\"");
            exchange.sendResponseHeaders(known ? 304 : 200, known ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        api.start();
        try {
            Map<String, Object> settings =
                    Map.of("url", "http://127.0.0.1:" + api.getAddress().getPort() + "/list");
            post("/api/sources", Map.of("name", "api", "type", "http", "settings", settings));
            read("api", "sync");
            records.set("[{\"id\": 1, \"note\": \"a lamp\"}, {\"id\": 2, \"note\": \"a chair\"}]");
            read("api", "sync");
            assertDrift(verify("api", false), 1, 0, 0);

            records.set("[{\"id\": 3, \"note\": \"a table\"}]");
            read("api", "reindex");
            assertThat(keys(new SourceId("api"))).extracting(DocumentKey::key).containsExactly("3");
            assertDrift(verify("api", false), 0, 0, 0);
        } finally {
            api.stop(0);
        }
    }

    @Test
    void whatStaysOfFormerKeysBecauseOfABrokenRowIsNamed() throws IOException {
        Files.writeString(data.resolve("lamps.csv"), "code,thing\nB1,Red lamp\nB2,Blue lamp\nB3\n");
        define("lamps", "csv", Map.of("file_path", "lamps.csv"));
        read("lamps", "sync");
        define("lamps", "csv", Map.of("file_path", "lamps.csv", "key_columns", List.of("code")));
        read("lamps", "sync");

        JsonNode audit = verify("lamps", false);

        assertThat(audit.path("documents").asInt()).as("%s", audit).isEqualTo(2);
        assertThat(audit.path("unreadable").asInt()).isEqualTo(1);
        assertThat(audit.path("kept").asInt()).isEqualTo(2);
        assertThat(problems(audit)).containsExactlyInAnyOrder("kept lamps.csv#2", "kept lamps.csv#3");
        assertDrift(audit, 0, 0, 0);
        assertThat(get("/api/sources/lamps").path("audit"))
                .as("as it is stored")
                .isEqualTo(audit);
    }

    @Test
    void aRecordWithTheKeyOfAnotherIsNoDocument() throws IOException {
        Files.writeString(data.resolve("desks.csv"), "code,thing\nA1,Walnut desk\nA1,Walnut shelf\nA2,Oak chair\n");
        define("desks", "csv", Map.of("file_path", "desks.csv", "key_columns", List.of("code")));
        read("desks", "sync");

        JsonNode audit = verify("desks", false);

        assertThat(audit.path("documents").asInt()).as("%s", audit).isEqualTo(2);
        assertThat(audit.path("duplicates").asInt()).isEqualTo(1);
        assertDrift(audit, 0, 0, 0);
    }

    @Test
    void aBadFileOfAFolderDoesNotKeepTheOthersFromBeingCompared() throws IOException {
        Path notes = Files.createDirectory(data.resolve("notes"));
        Files.writeString(notes.resolve("good.md"), "# Lamps\nLamps are red.");
        Files.writeString(notes.resolve("bad.json"), "[{\"broken\": 1}]");
        define("notes", "folder", Map.of("file_path", "notes", "watch", false));
        read("notes", "sync");
        long before = index.documentCount(new SourceId("notes"));
        Files.writeString(notes.resolve("bad.json"), "{\"broken\": [1,");
        Files.writeString(notes.resolve("new.md"), "# Chairs\nChairs are blue.");

        JsonNode audit = verify("notes", false);

        assertThat(audit.path("status").asString()).as("%s", audit).isEqualTo("completed");
        assertThat(audit.path("unread_parts").asInt()).isEqualTo(1);
        assertThat(audit.path("unread_reasons").path(0).asString())
                .contains("bad.json")
                .contains("JSON");
        assertThat(audit.path("kept").asLong()).isEqualTo(before - 1);
        assertThat(before).isEqualTo(2);
        assertDrift(audit, 1, 0, 0);
    }

    @Test
    void anApiThatFailsAtItsThirdPageIsComparedUpToThere() throws IOException {
        AtomicBoolean broken = new AtomicBoolean();
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            int page = Integer.parseInt(exchange.getRequestURI().getQuery().replaceAll("\\D", ""));
            boolean fails = broken.get() && page >= 3;
            String content = page > 4 ? "[]" : "[{\"id\": %d, \"note\": \"a lamp\"}]".formatted(page);
            byte[] body = content.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(fails ? 410 : 200, fails ? -1 : body.length);
            exchange.getResponseBody().write(fails ? new byte[0] : body);
            exchange.close();
        });
        api.start();
        try {
            define(
                    "paged",
                    "http",
                    Map.of(
                            "url",
                            "http://127.0.0.1:" + api.getAddress().getPort() + "/list",
                            "pagination",
                            Map.of("kind", "page", "parameter", "page")));
            read("paged", "sync");
            broken.set(true);

            JsonNode audit = verify("paged", false);

            assertThat(audit.path("status").asString()).as("%s", audit).isEqualTo("completed");
            assertThat(audit.path("documents").asInt()).isEqualTo(2);
            assertThat(audit.path("unread_reasons").path(0).asString()).startsWith("after 2 records: ");
            assertThat(problems(audit)).containsExactlyInAnyOrder("kept 3", "kept 4");
            assertDrift(audit, 0, 0, 0);
        } finally {
            api.stop(0);
        }
    }

    @Test
    void whatWasDeletedHereIsToldToBeKeptOut() throws IOException {
        ingest("thinned", 3);
        LocalApi.json(new LocalApi(port).send("DELETE", "/api/sources/thinned/documents/1", null));

        JsonNode audit = verify("thinned", false);

        assertThat(audit.path("documents").asInt()).as("%s", audit).isEqualTo(2);
        assertThat(audit.path("excluded").asInt()).isEqualTo(1);
        assertDrift(audit, 0, 0, 0);
    }

    @Test
    void sourcesAreAuditedByThemselves() throws IOException {
        ingest("watched", 5);

        schedule.look();

        await().until(() ->
                ENDED.contains(get("/api/sources/watched").at("/audit/status").asString()));
        assertDrift(get("/api/sources/watched/audit"), 0, 0, 0);
    }

    private static void assertDrift(JsonNode audit, int missing, int stale, int orphaned) {
        assertThat(List.of(
                        audit.path("missing").asInt(),
                        audit.path("stale").asInt(),
                        audit.path("orphaned").asInt()))
                .as("%s", audit)
                .containsExactly(missing, stale, orphaned);
    }

    private static List<String> problems(JsonNode audit) {
        return audit.path("keys")
                .valueStream()
                .map(key ->
                        key.path("problem").asString() + " " + key.path("key").asString())
                .toList();
    }

    private void define(String name, String type, Map<String, Object> settings) {
        post("/api/sources", Map.of("name", name, "type", type, "settings", settings));
    }

    private List<DocumentKey> keys(SourceId source) {
        try (Stream<IndexedDocument> documents = index.documents(source)) {
            return documents.map(IndexedDocument::key).sorted().collect(Collectors.toList());
        }
    }

    private static void write(String name, int rows) throws IOException {
        Files.writeString(
                data.resolve(name + ".csv"),
                IntStream.range(0, rows)
                        .mapToObj(row -> row + ",note number " + row)
                        .collect(Collectors.joining("\n", "id,note\n", "\n")));
    }

    private void ingest(String name, int rows) throws IOException {
        write(name, rows);
        post(
                "/api/sources",
                Map.of(
                        "name",
                        name,
                        "type",
                        "csv",
                        "settings",
                        Map.of("file_path", name + ".csv", "key_columns", List.of("id"))));
        read(name, "sync");
    }

    private void read(String name, String how) {
        String batch =
                post("/api/sources/" + name + "/" + how, Map.of()).path("id").asString();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !UNFINISHED.contains(
                        get("/api/batches/" + batch).path("status").asString()));
    }

    private JsonNode verify(String source, boolean repair) {
        String id = post("/api/sources/" + source + "/verify?repair=" + repair, Map.of())
                .path("id")
                .asString();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> ENDED.contains(
                        get("/api/sources/" + source + "/audit").path("status").asString()));
        JsonNode audit = get("/api/sources/" + source + "/audit");
        assertThat(audit.path("id").asString()).isEqualTo(id);
        return audit;
    }

    private JsonNode get(String path) {
        return new LocalApi(port).ask("GET", path, null, 200);
    }

    private JsonNode post(String path, Map<String, Object> body) {
        HttpResponse<String> response = new LocalApi(port).send("POST", path, body);
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return LocalApi.json(response);
    }
}
