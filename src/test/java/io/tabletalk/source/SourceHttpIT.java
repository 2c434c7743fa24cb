package io.tabletalk.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.TabletalkApplication;
import io.tabletalk.testing.LocalApi;
import io.tabletalk.testing.Mongo;
import io.tabletalk.testing.Postgres;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The sources in the whole server, as a client sees them.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SourceHttpIT {

    @TempDir
    static Path data;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("tabletalk.data-dir", data::toString);
        settings.add("tabletalk.sources[0].name", () -> "riders");
        settings.add("tabletalk.sources[0].type", () -> "demo");
        settings.add("tabletalk.sources[0].settings.table", () -> "members");
    }

    @Test
    void sampleDataAndDeclaredSourcesAreThereAfterTheFirstStart() throws Exception {
        JsonNode sources = LocalApi.json(get("/api/sources")).get("sources");

        assertThat(sources.valueStream().map(source -> source.get("name").asString()))
                .contains("demo", "riders");
        assertThat(LocalApi.json(get("/api/sources/riders"))
                        .at("/settings/table")
                        .asString())
                .isEqualTo("members");
    }

    @Test
    void schemaShowsFieldsAndSamples() throws Exception {
        JsonNode schema = LocalApi.json(get("/api/sources/riders/schema"));

        assertThat(schema.at("/fields/0/name").asString()).isEqualTo("table");
        assertThat(schema.at("/samples/0/name").asString()).isEqualTo("Ilse Brandvold");
        assertThat(schema.get("estimated_rows").asInt()).isEqualTo(44);
    }

    @Test
    void settingsAreChangedOneByOne() throws Exception {
        post("/api/sources?test=false", """
                {"name": "to-change", "type": "postgresql",
                 "settings": {"host": "127.0.0.1", "database": "shop", "username": "reader", "password": "swordfish",
                              "table": "orders"}}
                """);

        HttpResponse<String> changed =
                patch("/api/sources/to-change", "{\"settings\": {\"text_fields\": [\"notes\"]}}");

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(LocalApi.json(changed).at("/settings/text_fields/0").asString())
                .isEqualTo("notes");
        assertThat(LocalApi.json(changed).at("/settings/host").asString()).isEqualTo("127.0.0.1");
        assertThat(changed.body()).doesNotContain("swordfish");
        assertThat(patch("/api/sources/to-change", "{\"settings\": {\"host\": \"192.0.2.1\"}}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(patch("/api/sources/nobody", "{\"settings\": {}}").statusCode())
                .isEqualTo(404);
        assertThat(patch("/api/sources/to-change", "{}").statusCode()).isEqualTo(422);
    }

    @Test
    void aSourceIsPausedResumedAndScheduled() throws Exception {
        JsonNode created = LocalApi.json(post("/api/sources", """
                {"name": "scheduled", "type": "demo", "settings": {"table": "repairs"}, "schedule": {"every": "PT15M"}}
                """));
        assertThat(created.at("/schedule/every").asString()).isEqualTo("PT15M");
        assertThat(created.get("paused").asBoolean()).isFalse();
        assertThat(Instant.parse(created.get("next_run").asString())).isAfter(Instant.now());
        assertThat(created.get("last_synced").isNull()).isTrue();

        assertThat(LocalApi.json(post("/api/sources/scheduled/pause", ""))
                        .get("paused")
                        .asBoolean())
                .isTrue();
        HttpResponse<String> refused = post("/api/sources/scheduled/sync", "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(LocalApi.json(refused).get("code").asString()).isEqualTo("source_paused");
        assertThat(post("/api/sources/scheduled/reindex", "").statusCode()).isEqualTo(409);
        assertThat(LocalApi.json(get("/api/sources/scheduled")).get("next_run").isNull())
                .isTrue();

        assertThat(LocalApi.json(post("/api/sources/scheduled/resume", ""))
                        .get("paused")
                        .asBoolean())
                .isFalse();
        assertThat(post("/api/sources/scheduled/reindex", "").statusCode()).isEqualTo(202);
        await().until(() ->
                !LocalApi.json(get("/api/sources/scheduled")).get("last_synced").isNull());
        JsonNode nightly =
                LocalApi.json(patch("/api/sources/scheduled", "{\"schedule\": {\"cron\": \"0 0 3 * * *\"}}"));
        assertThat(nightly.at("/schedule/cron").asString()).isEqualTo("0 0 3 * * *");
        JsonNode changed = LocalApi.json(patch("/api/sources/scheduled", "{\"settings\": {\"table\": \"repairs\"}}"));
        assertThat(changed.get("schedule")).isEqualTo(nightly.get("schedule"));
        JsonNode none = LocalApi.json(patch("/api/sources/scheduled", "{\"schedule\": null}"));
        assertThat(none.get("schedule").isNull()).isTrue();
        assertThat(none.get("next_run").isNull()).isTrue();
    }

    @Test
    void theSettingsOfAKindAreToldWithTheirForms() throws Exception {
        JsonNode kind = LocalApi.json(get("/api/sources/types/postgresql"));

        assertThat(setting(kind, "table")).hasToString("""
                {"name":"table","form":"text","required":true,"values":[]}""");
        assertThat(setting(kind, "password").get("form").asString()).isEqualTo("secret");
        assertThat(setting(kind, "port").get("form").asString()).isEqualTo("number");
        assertThat(setting(kind, "text_fields").get("form").asString()).isEqualTo("list");
        assertThat(setting(LocalApi.json(get("/api/sources/types/http")), "pagination")
                        .get("form")
                        .asString())
                .isEqualTo("structure");
        assertThat(get("/api/sources/types/fax").statusCode()).isEqualTo(422);
    }

    private static JsonNode setting(JsonNode kind, String name) {
        for (JsonNode setting : kind.get("settings")) {
            if (setting.get("name").asString().equals(name)) {
                return setting;
            }
        }
        throw new AssertionError("There is no setting " + name + " in " + kind);
    }

    @Test
    void theTablesOfADatabaseAreListedBeforeOneIsChosen() throws Exception {
        Postgres postgres = Postgres.create();
        postgres.execute("CREATE TABLE zebra (id int)", "CREATE SCHEMA north", "CREATE TABLE north.whale (id int)");

        JsonNode tables = LocalApi.json(post("/api/sources/tables", """
                {"type": "postgresql", "settings": {"port": %d, "database": "%s", "username": "%s", "password": "%s"}}
                """.formatted(
                        postgres.port(), postgres.database(), Postgres.READER, Postgres.PASSWORD)));

        assertThat(tables).hasToString("{\"tables\":[\"north.whale\",\"zebra\"]}");
        assertThat(LocalApi.json(post("/api/sources/tables", "{\"type\": \"demo\"}")))
                .hasToString("{\"tables\":[]}");
        HttpResponse<String> refused =
                post("/api/sources/tables", """
                {"type": "postgresql", "settings": {"port": %d, "database": "%s", "username": "%s", "password": "wrong"}}
                """.formatted(postgres.port(), postgres.database(), Postgres.READER));
        assertThat(refused.statusCode()).isIn(422, 502, 503);
        assertThat(refused.body()).doesNotContain("wrong\"");
    }

    @Test
    void aWrongPasswordHasOneCodeWhereverItIsGiven() throws Exception {
        Postgres postgres = Postgres.create();
        postgres.execute("CREATE TABLE zebra (id int)");
        String settings = """
                {"port": %d, "database": "%s", "username": "%s", "password": "swordfish", "host": "127.0.0.1"%%s}
                """.formatted(postgres.port(), postgres.database(), Postgres.READER);

        HttpResponse<String> defined =
                post("/api/sources", """
                {"name": "locked", "type": "postgresql", "settings": %s}
                """.formatted(settings.formatted(", \"table\": \"zebra\"")));
        HttpResponse<String> ingested = post("/ingest-data", """
                {"db_type": "postgresql", "connection_params": %s, "table_or_collection": "zebra"}
                """.formatted(settings.formatted("")));

        for (HttpResponse<String> refused : List.of(defined, ingested)) {
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(LocalApi.json(refused).get("code").asString()).isEqualTo("source_denied");
            assertThat(refused.body()).doesNotContain("swordfish");
        }
    }

    @Test
    void theCollectionsOfAMongoDatabaseAreListed() throws Exception {
        Mongo mongo = Mongo.create();
        mongo.insert("tea", "{\"_id\": 1}");
        mongo.insert("coffee", "{\"_id\": 1}");
        Map<String, Object> settings = mongo.settings("tea");
        settings.remove("collection");

        JsonNode tables = LocalApi.json(post(
                "/api/sources/tables",
                JsonMapper.shared().writeValueAsString(Map.of("type", "mongodb", "settings", settings))));

        assertThat(tables).hasToString("{\"tables\":[\"coffee\",\"tea\"]}");
    }

    @Test
    void aScheduleThatCannotBeUnderstoodChangesNothing() throws Exception {
        HttpResponse<String> refused = patch(
                "/api/sources/riders", "{\"settings\": {\"table\": \"repairs\"}, \"schedule\": {\"every\": \"soon\"}}");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(LocalApi.json(refused).get("detail").asString()).contains("'every' must be a duration");
        assertThat(patch("/api/sources/riders", "{\"schedule\": {\"hourly\": true}}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(patch("/api/sources/riders", "{\"schedule\": \"hourly\"}").statusCode())
                .isEqualTo(422);
        assertThat(LocalApi.json(get("/api/sources/riders"))
                        .at("/settings/table")
                        .asString())
                .isEqualTo("members");
    }

    @Test
    void aSourceIsReadWhenItsScheduleSaysSo() throws Exception {
        post("/api/sources", """
                {"name": "each-second", "type": "demo", "settings": {"table": "repairs"}, "schedule": {"every": "PT1S"}}
                """);

        await().until(() -> !LocalApi.json(get("/api/sources/each-second"))
                .get("last_synced")
                .isNull());
        assertThat(post("/api/sources/each-second/pause", "").statusCode()).isEqualTo(200);
    }

    @Test
    void questionsToTryAreThree() throws Exception {
        assertThat(LocalApi.json(get("/api/demo/questions")).get("questions").size())
                .isEqualTo(3);
    }

    @Test
    void definedSourceIsAnsweredWithItsCredentialsMasked() throws Exception {
        HttpResponse<String> created = post("/api/sources?test=false", """
                {"name": "shop", "type": "postgresql", "settings": {"host": "127.0.0.1", "port": 1, "database": "shop",
                 "username": "reader", "password": "swordfish", "table": "orders"}}
                """);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(LocalApi.json(created).at("/settings/password").asString()).isEqualTo("********");
        assertThat(created.body()
                        + get("/api/sources").body()
                        + get("/api/sources/shop").body())
                .doesNotContain("swordfish");
    }

    @Test
    void sourceThatCannotBeReachedIsNotSavedAndTheAnswerHoldsNoCredential() throws Exception {
        HttpResponse<String> refused = post("/api/sources", """
                {"name": "unreachable", "type": "postgresql", "settings": {"host": "127.0.0.1", "port": 1,
                 "database": "shop", "username": "reader", "password": "swordfish", "table": "orders"}}
                """);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("\"code\":\"source_unavailable\"").doesNotContain("swordfish", "Exception");
        assertThat(get("/api/sources/unreachable").statusCode()).isEqualTo(404);
    }

    @Test
    void testTriesWithoutSaving() throws Exception {
        JsonNode result = LocalApi.json(
                post("/api/sources/test", "{\"type\": \"demo\", \"settings\": {\"table\": \"repairs\"}}"));

        assertThat(result.get("success").asBoolean()).isTrue();
        assertThat(get("/api/sources/demo-repairs").statusCode()).isEqualTo(404);
    }

    @Test
    void previewShowsTheSchemaWithoutSaving() throws Exception {
        JsonNode schema = LocalApi.json(
                post("/api/sources/schema", "{\"type\": \"demo\", \"settings\": {\"table\": \"repairs\"}}"));

        assertThat(schema.get("estimated_rows").asInt()).isEqualTo(73);
    }

    @Test
    void wrongRequestsAreToldWhatIsValid() throws Exception {
        assertRefused("{\"type\": \"fax\"}", "The kinds are ");
        assertRefused("{\"type\": \"demo\", \"settings\": {\"colour\": 1}}", "The settings are table.");
        assertRefused("{\"type\": \"demo\", \"settings\": {\"table\": \"unicorns\"}}", "bicycles, members, repairs");
        assertRefused("{\"type\": \"demo\", \"name\": \"No Spaces\"}", "lower-case letters");
        assertRefused("{\"settings\": {}}", "type");
        assertRefused("{\"type\": ", "");
    }

    @Test
    void unknownSourceIs404() throws Exception {
        HttpResponse<String> missing = get("/api/sources/nobody");

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(LocalApi.json(missing).get("code").asString()).isEqualTo("source_not_found");
    }

    private void assertRefused(String body, String reason) throws Exception {
        HttpResponse<String> response = post("/api/sources", body);

        assertThat(response.statusCode()).as(body).isEqualTo(422);
        assertThat(LocalApi.json(response).get("detail").asString()).contains(reason);
        assertThat(LocalApi.json(response).get("code").asString()).isNotBlank();
    }

    private HttpResponse<String> get(String path) {
        return new LocalApi(port).get(path);
    }

    private HttpResponse<String> patch(String path, String body) {
        return new LocalApi(port).send("PATCH", path, body);
    }

    private HttpResponse<String> post(String path, String body) {
        return new LocalApi(port).send("POST", path, body);
    }
}
