package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Freshness;
import io.tabletalk.source.LiveState;
import io.tabletalk.source.LiveState.State;
import io.tabletalk.source.Sources;
import io.tabletalk.testing.Postgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

/// A table followed live, on the whole server and a real PostgreSQL.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LiveSourceIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SourceId ID = new SourceId("note");
    private static final Duration AT_LEAST_LIMIT = Duration.ofSeconds(2);

    @TempDir
    static Path data;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("tabletalk.data-dir", data::toString);
        registry.add("tabletalk.sample-data", () -> "false");
        registry.add("tabletalk.chat.at-least-limit", AT_LEAST_LIMIT::toString);
    }

    @LocalServerPort
    int port;

    @Autowired
    Sources sources;

    @Autowired
    Ingestion ingestion;

    @Autowired
    Freshness freshness;

    @Autowired
    KnowledgeIndex index;

    private final HttpClient client = HttpClient.newHttpClient();
    private Postgres postgres;

    @BeforeEach
    void followTable() {
        postgres = Postgres.create();
        postgres.execute(
                "CREATE TABLE note (id int PRIMARY KEY, body text)",
                "INSERT INTO note VALUES (1, 'Herons fish at dawn'), (2, 'Otters carry apples')");
        sources.define(Optional.of(ID), "postgresql", postgres.liveSettings("note"));
        awaitState(State.FOLLOWING);
    }

    @AfterEach
    void removeSource() {
        if (sources.find(ID).isPresent()) {
            String batch = ingestion.remove(ID).id();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> ingestion.find(batch).orElseThrow().status().isFinal());
        }
        assertThat(index.documentCount(ID)).isZero();
        assertThat(slots()).isEqualTo("0");
    }

    @Test
    void whatWasThereAndWhatComesLaterIsSearchable() throws Exception {
        assertThat(keys()).containsExactlyInAnyOrder("1", "2");
        postgres.execute(
                "INSERT INTO note VALUES (3, 'Wrens nest in November')",
                "DELETE FROM note WHERE id = 1",
                "UPDATE note SET id = 7, body = 'Otters carry pears' WHERE id = 2");

        JsonNode answer = search("otters", position());

        assertThat(keys()).containsExactlyInAnyOrder("3", "7");
        assertThat(answer.at("/results/0/content").asString()).isEqualTo("body: Otters carry pears");
    }

    @Test
    void theSourceSaysHowFarItIs() throws Exception {
        String written = position();
        search("otters", written);

        JsonNode live = send(request("/api/sources/note").build(), 200).get("live");

        assertThat(live.get("state").asString()).isEqualTo("following");
        assertThat(live.get("lag_seconds").asDouble()).isBetween(0.0, 60.0);
        assertThat(live.get("position").asString()).matches("[0-9A-F]+/[0-9A-F]+");
        assertThat(live.get("problem").isNull()).isTrue();
    }

    @Test
    void everyWriteIsSeenByTheSearchThatAsksForIt() throws Exception {
        for (int i = 0; i < 50; i++) {
            postgres.execute("INSERT INTO note VALUES (" + (100 + i) + ", 'Parcel number " + i + " has arrived')");
            JsonNode answer = search("parcel number " + i, position());
            assertThat(answer.get("results")
                            .valueStream()
                            .map(hit -> hit.get("key").asString()))
                    .contains(Integer.toString(100 + i));
        }
    }

    @Test
    void aPositionThatIsNotReachedIsTold() throws Exception {
        JsonNode late = send(searchRequest("otters", "FFFF/0"), 503);
        assertThat(late.get("code").asString()).isEqualTo("not_current_yet");
        assertThat(late.get("detail").asString()).contains("'note'", "FFFF/0");

        assertThat(send(searchRequest("otters", "tomorrow"), 422).get("detail").asString())
                .contains("0/16B3748");
    }

    @Test
    void removingAllRowsAtOnceEmptiesTheIndex() throws Exception {
        postgres.execute("TRUNCATE note", "INSERT INTO note VALUES (5, 'The only one')");

        awaitKeys("5");
    }

    @Test
    void aNewColumnIsReadOfAllRows() {
        postgres.execute("ALTER TABLE note ADD COLUMN place text DEFAULT 'By the river'");
        postgres.execute("UPDATE note SET body = 'Changed' WHERE id = 1");

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(
                                send(request("/api/sources/note/documents/2").build(), 200)
                                        .at("/passages/0/text")
                                        .asString())
                        .contains("By the river"));
    }

    @Test
    void aLostSlotMeansThatAllIsReadAgainAndNothingIsMissed() throws Exception {
        await().ignoreExceptions().until(() -> {
            postgres.execute("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active AND"
                    + " database = current_database()");
            postgres.execute("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE"
                    + " database = current_database()");
            return true;
        });
        postgres.execute("DELETE FROM note WHERE id = 1", "INSERT INTO note VALUES (8, 'Missed by everyone')");

        awaitKeys("2", "8");
        awaitState(State.FOLLOWING);
        LiveState state = freshness.state(ID).orElseThrow();
        assertThat(state.lastFullReadReason())
                .startsWith("Replication slot")
                .endsWith("was lost, and changes with it.");
        assertThat(state.lastFullReadAt()).isNotNull();
        List<Batch> batches = ingestion.recent(ID, 20, 0);
        assertThat(batches.getFirst().note()).isEqualTo(state.lastFullReadReason());
        assertThat(batches.get(1).note()).as("the first read, which is no news").isNull();
        JsonNode live = send(request("/api/sources/note").build(), 200).get("live");
        assertThat(live.get("last_full_read_reason").asString()).isEqualTo(state.lastFullReadReason());
    }

    @Test
    void aSourceWhoseSlotSomebodyElseReadsSaysWhyAllOfItIsReadAgain() throws Exception {
        send(post("/api/sources/note/pause"), 200);
        postgres.execute("INSERT INTO note VALUES (3, 'Taken by somebody else')");
        await().ignoreExceptions().until(() -> {
            postgres.execute("SELECT pg_replication_slot_advance(slot_name, pg_current_wal_lsn()) FROM"
                    + " pg_replication_slots WHERE database = current_database()");
            return true;
        });
        send(post("/api/sources/note/resume"), 200);

        awaitKeys("1", "2", "3");
        awaitState(State.FOLLOWING);
        assertThat(freshness.state(ID).orElseThrow().lastFullReadReason()).contains("somebody else");
        assertThat(ingestion.recent(ID, 1, 0).getFirst().note()).contains("somebody else");
    }

    @Test
    void aDocumentThatIsLetInAgainComesBackByItself() throws Exception {
        send(request("/api/sources/note/documents/1").DELETE().build(), 200);
        assertThat(keys()).containsExactlyInAnyOrder("2");

        JsonNode letIn =
                send(request("/api/sources/note/excluded?key=1").DELETE().build(), 200);

        assertThat(letIn.get("note").asString()).contains("brings it back");
        awaitKeys("1", "2");
        assertThat(ingestion.find(letIn.get("batch").asString()).orElseThrow().note())
                .contains("let in again");
        postgres.execute("UPDATE note SET body = 'Herons fish at noon' WHERE id = 1");
        search("herons", position());
        assertThat(send(request("/api/sources/note/documents/1").build(), 200)
                        .at("/passages/0/text")
                        .asString())
                .contains("noon");
    }

    @Test
    void aViewIsRefusedWhenItIsToBeFollowed() throws Exception {
        postgres.execute("CREATE VIEW seen AS SELECT * FROM note");
        String body = JSON.writeValueAsString(
                Map.of("name", "seen", "type", "postgresql", "settings", postgres.liveSettings("seen")));
        HttpRequest define = request("/api/sources")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();

        assertThat(send(define, 422).get("detail").asString()).contains("cannot be followed live", "it is a view");
        assertThat(sources.find(new SourceId("seen"))).isEmpty();
    }

    /// Nothing of these changes is in the stream: it tells them as the publication was when they were made.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER PUBLICATION %1$s DROP TABLE note; %2$s; ALTER PUBLICATION %1$s ADD TABLE note",
                "BEGIN; ALTER PUBLICATION %1$s DROP TABLE note; %2$s; ALTER PUBLICATION %1$s ADD TABLE note; COMMIT",
                "ALTER PUBLICATION %1$s SET (publish = 'truncate'); %2$s;"
                        + " ALTER PUBLICATION %1$s SET (publish = 'insert, update, delete, truncate')",
                "ALTER PUBLICATION %1$s SET TABLE note WHERE (id < 0); %2$s; ALTER PUBLICATION %1$s SET TABLE note",
                "DROP PUBLICATION %1$s; %2$s; CREATE PUBLICATION %1$s FOR TABLE note",
                "DROP PUBLICATION %1$s; %2$s; CREATE PUBLICATION %1$s FOR ALL TABLES",
                "DROP PUBLICATION %1$s; %2$s; CREATE PUBLICATION %1$s FOR TABLES IN SCHEMA public",
                "ALTER TABLE note RENAME TO aside; DELETE FROM aside WHERE id = 1;"
                        + " INSERT INTO aside VALUES (3, 'Unheard of'); ALTER TABLE aside RENAME TO note",
            })
    void whatThePublicationDidNotTellIsReadBeforeAnyPositionIsConfirmed(String statements) {
        String changes = "DELETE FROM note WHERE id = 1; INSERT INTO note VALUES (3, 'Unheard of')";
        for (String statement : statements.startsWith("BEGIN")
                ? List.of(statements.formatted(publication(), changes))
                : List.of(statements.formatted(publication(), changes).split("; "))) {
            postgres.execute(statement);
        }

        awaitConfirmed(position());

        assertThat(keys()).containsExactlyInAnyOrder("2", "3");
        awaitState(State.FOLLOWING);
        postgres.execute("INSERT INTO note VALUES (4, 'Heard of again')");
        awaitConfirmed(position());
        assertThat(keys()).containsExactlyInAnyOrder("2", "3", "4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET (publish = 'insert, update')", "SET TABLE note WHERE (id < 0)"})
    void aPublicationThatTellsLessThanEverythingStopsTheSourceUntilItIsMended(String narrowed) throws Exception {
        postgres.execute("ALTER PUBLICATION " + publication() + " " + narrowed, "DELETE FROM note WHERE id = 1");
        String written = position();

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(send(searchRequest("herons", written), 503).get("detail").asString())
                    .contains("ALTER PUBLICATION " + publication());
        });
        LiveState state = freshness.state(ID).orElseThrow();
        assertThat(state.state()).isEqualTo(State.FAILING);
        HttpRequest withoutPosition = request("/api/search")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\": \"herons\"}"))
                .build();
        assertThat(send(withoutPosition, 200).get("not_followed").toString()).isEqualTo("[\"note\"]");
        assertThat(keys()).containsExactlyInAnyOrder("1", "2");

        String problem = String.valueOf(state.problem());
        postgres.execute(problem.substring(problem.indexOf("ALTER PUBLICATION")));
        awaitConfirmed(written);
        assertThat(keys()).containsExactlyInAnyOrder("2");
    }

    @Test
    void aSourceThatIsLiveNoLongerKeepsNothingAtTheDatabase() {
        Map<String, Object> settings = new HashMap<>(postgres.liveSettings("note"));
        settings.put("live", false);
        sources.define(Optional.of(ID), "postgresql", settings);

        assertThat(slots()).isEqualTo("0");
        assertThat(postgres.query("SELECT count(*) FROM pg_publication")).isEqualTo("0");
        assertThat(freshness.state(ID)).isEmpty();
        assertThat(keys()).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void aPausedSourceGoesOnWhereItWas() throws Exception {
        send(post("/api/sources/note/pause"), 200);
        postgres.execute("INSERT INTO note VALUES (3, 'While it was paused')", "DELETE FROM note WHERE id = 1");
        assertThat(freshness.state(ID).map(LiveState::state)).contains(State.PAUSED);

        send(post("/api/sources/note/resume"), 200);

        awaitKeys("2", "3");
    }

    @Test
    void randomChangesAndFullReadsAtTheSameTimeEndAsTheTableIs() throws Exception {
        Random random = new Random(42);
        for (int i = 0; i < 600; i++) {
            int id = random.nextInt(60);
            switch (random.nextInt(4)) {
                case 0 -> postgres.execute("DELETE FROM note WHERE id = " + id);
                case 1 ->
                    postgres.execute("UPDATE note SET id = id + 60 WHERE id = " + id
                            + " AND NOT EXISTS (SELECT 1 FROM note n WHERE n.id = " + (id + 60) + ")");
                default ->
                    postgres.execute("INSERT INTO note VALUES (" + id + ", 'Revision " + i
                            + "') ON CONFLICT (id) DO UPDATE SET body = excluded.body");
            }
            if (i % 150 == 75) {
                ingestion.start(ID);
            }
        }
        await().atMost(Duration.ofMinutes(2))
                .until(() -> ingestion.recent(ID, 20, 0).stream()
                        .allMatch(batch -> batch.status().isFinal()));
        String end = position();
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> search("revision", end));

        assertThat(keys()).hasSameSizeAs(keys()).hasSize(Integer.parseInt(postgres.query("SELECT count(*) FROM note")));
        Batch audit = ingestion.start(ID);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> ingestion.find(audit.id()).orElseThrow().status().isFinal());
        Batch ended = ingestion.find(audit.id()).orElseThrow();
        assertThat(ended.applied()).as("rows that the index had otherwise").isZero();
        assertThat(ended.removed()).as("documents without a row").isZero();
    }

    private void awaitState(State state) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> freshness.state(ID).map(LiveState::state).equals(Optional.of(state)));
    }

    private void awaitKeys(String... keys) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(keys()).containsExactlyInAnyOrder(keys));
    }

    private Set<String> keys() {
        try (Stream<IndexedDocument> documents = index.documents(ID)) {
            return documents.map(document -> document.key().key()).collect(Collectors.toSet());
        }
    }

    private String publication() {
        return postgres.query("SELECT pubname FROM pg_publication");
    }

    /// Until a search that asks for the position is answered, for the first time.
    private void awaitConfirmed(String position) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> client.send(searchRequest("note", position), HttpResponse.BodyHandlers.ofString())
                                .statusCode()
                        == 200);
    }

    private String slots() {
        return postgres.query("SELECT count(*) FROM pg_replication_slots WHERE database = current_database()");
    }

    private String position() {
        return postgres.query("SELECT pg_current_wal_insert_lsn()");
    }

    /// Asks again when the changes have not come within the limit, as a user would.
    private JsonNode search(String query, String atLeast) {
        HttpRequest request = searchRequest(query, atLeast);
        HttpResponse<String> response = await().until(() -> waitedFor(request), answer -> answer.statusCode() != 503);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /// A refusal comes only after the limit.
    private HttpResponse<String> waitedFor(HttpRequest request) throws IOException, InterruptedException {
        long asked = System.nanoTime();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode() != 503 || System.nanoTime() - asked >= AT_LEAST_LIMIT.toNanos())
                .as("waited before: %s", response.body())
                .isTrue();
        return response;
    }

    private HttpRequest searchRequest(String query, String atLeast) {
        String body = JSON.writeValueAsString(Map.of("query", query, "at_least", atLeast));
        return request("/api/search")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest post(String path) {
        return request(path).POST(HttpRequest.BodyPublishers.noBody()).build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private JsonNode send(HttpRequest request, int status) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }
}
