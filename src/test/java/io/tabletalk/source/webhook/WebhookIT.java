package io.tabletalk.source.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.security.Secret;
import io.tabletalk.testing.FilesHolding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Events on the whole server, from the sender to the index.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class WebhookIT {

    private static final Secret SECRET = new Secret("a-secret-of-some-length-1");
    private static final SourceId TICKETS = new SourceId("tickets");

    @TempDir
    static Path data;

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    KnowledgeIndex index;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("tabletalk.data-dir", data::toString);
        settings.add("tabletalk.sample-data", () -> "false");
    }

    @BeforeEach
    void define() throws Exception {
        String body = """
                {"name": "tickets", "type": "webhook", "settings": {"secret": "%s"}}""".formatted(SECRET.reveal());
        HttpResponse<String> defined = request("/api/sources", body, Map.of());
        assertThat(defined.statusCode()).as(defined.body()).isEqualTo(201);
        assertThat(defined.body()).doesNotContain(SECRET.reveal());
    }

    @Test
    void eventsBecomeSearchableAndGo() throws Exception {
        HttpResponse<String> taken = send("w-1", """
                {"events": [{"type": "upsert", "key": "17", "document": {"title": "The brakes of the tandem squeak"}},
                            {"type": "upsert", "key": 18, "document": {"title": "A lost bell"}}]}""");

        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        assertThat(JsonMapper.shared().readTree(taken.body()).path("accepted").asInt())
                .isEqualTo(2);
        await().until(() -> keys().containsAll(List.of("17", "18")));
        assertThat(search("squeaking brakes").toString()).contains("tandem");

        send("w-2", "{\"type\": \"delete\", \"key\": \"17\"}");
        send("w-3", "{\"type\": \"upsert\", \"key\": \"18\", \"document\": {\"title\": \"A found bell\"}}");

        await().until(() -> !keys().contains("17"));
        await().until(() -> search("bell").toString().contains("A found bell"));
        assertThat(search("squeaking brakes").toString()).doesNotContain("tandem");

        send("w-4", "{\"type\": \"delete\", \"key\": \"18\"}");
        await().until(() -> !keys().contains("18"));
    }

    @Test
    void aDeliveryThatComesAgainDoesNothingMore() throws Exception {
        String body = "{\"type\": \"upsert\", \"key\": \"again\", \"document\": {\"title\": \"Once\"}}";

        HttpResponse<String> first = send("w-again", body);

        assertThat(send("w-again", body).body()).isEqualTo(first.body());
        assertThat(send("w-again", body.replace("Once", "Twice")).statusCode()).isEqualTo(409);
    }

    @Test
    void whatIsNotSignedIsRefused() throws Exception {
        String body = "{\"type\": \"upsert\", \"key\": \"forged\", \"document\": {\"title\": \"Forged\"}}";
        String time = Long.toString(Instant.now().getEpochSecond());
        String old = Long.toString(Instant.now().minusSeconds(600).getEpochSecond());

        assertThat(send("tickets", "w-5", time, "v1,AAAA", body).statusCode()).isEqualTo(401);
        assertThat(send("tickets", "w-5", old, sign("w-5", old, body), body).statusCode())
                .isEqualTo(401);
        assertThat(send("tickets", "w-5", time, sign("w-5", time, body), body + " ")
                        .statusCode())
                .isEqualTo(401);
        assertThat(send("nobody", "w-5", time, sign("w-5", time, body), body).statusCode())
                .isEqualTo(404);
        assertThat(request("/api/sources/tickets/events", body, Map.of()).statusCode())
                .isEqualTo(422);
    }

    @Test
    void whatIsWrongIsRefusedAsAWhole() throws Exception {
        for (String body : new String[] {
            "",
            "no json",
            "[]",
            "{}",
            "{\"events\": []}",
            "{\"type\": \"upsert\", \"key\": \"x\"}",
            "{\"type\": \"upsert\", \"key\": \"\", \"document\": {\"a\": 1}}",
            "{\"type\": \"rename\", \"key\": \"x\"}",
            "{\"type\": \"delete\", \"key\": {\"a\": 1}}",
            "{\"type\": \"delete\", \"key\": \"x\", \"version\": \"new\"}",
            "{\"events\": [{\"type\": \"upsert\", \"key\": \"half\", \"document\": {\"a\": 1}}, {\"type\": \"x\"}]}"
        }) {
            assertThat(send("w-wrong", body).statusCode()).as(body).isEqualTo(422);
        }
        assertThat(request("/api/sources/tickets/schema").body()).doesNotContain("half");
    }

    @Test
    void eventsOfAPausedSourceAreKept() throws Exception {
        request("/api/sources/tickets/pause", "", Map.of());

        send("w-6", "{\"type\": \"upsert\", \"key\": \"paused\", \"document\": {\"title\": \"Patience\"}}");

        assertThat(request("/api/sources/tickets/schema").body()).contains("Patience");
        request("/api/sources/tickets/resume", "", Map.of());
        await().until(() -> keys().contains("paused"));
        send("w-7", "{\"type\": \"delete\", \"key\": \"paused\"}");
        await().until(() -> !keys().contains("paused"));
    }

    @Test
    void nothingIsKeptOfADocumentThatWasDeletedForGood() throws Exception {
        send("w-8", "{\"type\": \"upsert\", \"key\": \"20\", \"document\": {\"title\": \"Zwimblefax rattles\"}}");
        await().until(() -> keys().contains("20"));
        assertThat(filesHold("zwimblefax")).isTrue();

        JsonNode receipt = JsonMapper.shared()
                .readTree(client.send(
                                HttpRequest.newBuilder(uri("/api/sources/tickets/documents/20"))
                                        .DELETE()
                                        .build(),
                                BodyHandlers.ofString())
                        .body());

        assertThat(receipt.at("/removed/stored_documents").asInt())
                .as("%s", receipt)
                .isEqualTo(1);
        await().until(() -> isExpunged(receipt.get("id").asString()));
        assertThat(filesHold("zwimblefax")).isFalse();

        String again = "{\"type\": \"upsert\", \"key\": \"20\", \"document\": {\"title\": \"Zwimblefax again\"}}";
        JsonNode ignored = JsonMapper.shared().readTree(send("w-9", again).body());
        assertThat(ignored.path("accepted").asInt()).as("%s", ignored).isZero();
        assertThat(ignored.path("ignored").asInt()).isEqualTo(1);
        assertThat(request("/api/sources/tickets/schema").body()).doesNotContain("Zwimblefax");
        assertThat(keys()).doesNotContain("20");

        JsonNode letIn = JsonMapper.shared()
                .readTree(client.send(
                                HttpRequest.newBuilder(uri("/api/sources/tickets/excluded?key=20"))
                                        .DELETE()
                                        .build(),
                                BodyHandlers.ofString())
                        .body());
        assertThat(letIn.path("batch").isNull()).as("%s", letIn).isTrue();
        assertThat(letIn.path("note").asString()).contains("when it is sent again");
        send("w-10", again);
        await().until(() -> keys().contains("20"));
    }

    /// Each is deleted while its batch gathers, reads or embeds it, wherever that is by then.
    @Test
    void whatWasDeliveredBeforeADeletionNeverComesInAfterwards() throws Exception {
        for (int i = 0; i < 10; i++) {
            String key = "fenced-" + i;
            send(
                    "f-" + i,
                    "{\"type\": \"upsert\", \"key\": \"" + key + "\", \"document\": {\"title\": \"Brakes " + i
                            + "\"}}");
            JsonNode receipt = JsonMapper.shared()
                    .readTree(client.send(
                                    HttpRequest.newBuilder(uri("/api/sources/tickets/documents/" + key))
                                            .DELETE()
                                            .build(),
                                    BodyHandlers.ofString())
                            .body());
            assertThat(receipt.path("status").asString()).as("%s", receipt).isIn("removed", "expunged");
            assertThat(receipt.path("excluded").asBoolean()).isTrue();
            assertThat(keys()).doesNotContain(key);
        }
        send("f-last", "{\"type\": \"upsert\", \"key\": \"f-last\", \"document\": {\"title\": \"A bell\"}}");
        await().until(() -> keys().contains("f-last"));
        assertThat(keys()).noneMatch(key -> key.startsWith("fenced-"));
    }

    private boolean isExpunged(String deletion) throws Exception {
        return request("/api/deletions/" + deletion).body().contains("\"expunged\"");
    }

    /// Anywhere below the data directory, in any case.
    private static boolean filesHold(String word) throws IOException {
        return !FilesHolding.word(word, data).isEmpty();
    }

    private List<String> keys() {
        try (Stream<IndexedDocument> documents = index.documents(TICKETS)) {
            return documents.map(document -> document.key().key()).toList();
        }
    }

    private JsonNode search(String question) throws Exception {
        return JsonMapper.shared()
                .readTree(request("/api/search", "{\"query\": \"" + question + "\"}", Map.of())
                        .body());
    }

    private HttpResponse<String> send(String id, String body) throws Exception {
        String time = Long.toString(Instant.now().getEpochSecond());
        return send("tickets", id, time, sign(id, time, body), body);
    }

    private HttpResponse<String> send(String source, String id, String time, String signature, String body)
            throws Exception {
        return request(
                "/api/sources/" + source + "/events",
                body,
                Map.of("webhook-id", id, "webhook-timestamp", time, "webhook-signature", signature));
    }

    private static String sign(String id, String time, String body) {
        return Signature.of(SECRET, id, time, body.getBytes(UTF_8));
    }

    private HttpResponse<String> request(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> request(String path, String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
