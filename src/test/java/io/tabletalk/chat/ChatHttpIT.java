package io.tabletalk.chat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.tabletalk.TabletalkApplication;
import io.tabletalk.chat.model.ScriptedServer;
import io.tabletalk.chat.model.WireFormat;
import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.Hit;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.testing.LocalApi;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/// The HTTP contract of the chat, on the whole server and with servers that speak the providers' wire formats.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class ChatHttpIT {

    private static final String KEY = "key-that-must-not-leak";

    @TempDir
    static Path directory;

    @RegisterExtension
    static final WireMockExtension MODEL = WireMockExtension.newInstance().build();

    @LocalServerPort
    private int port;

    @Autowired
    private KnowledgeIndex index;

    @Autowired
    private EmbeddingEngine embeddings;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("tabletalk.data-dir", () -> directory.toString());
        registry.add("tabletalk.sample-data", () -> "false");
        registry.add("tabletalk.chat.heartbeat", () -> "100ms");
        registry.add("tabletalk.chat.model.provider", () -> "extractive");
        registry.add("tabletalk.chat.model.first-retry-wait", () -> "10ms");
    }

    @BeforeEach
    void withThreeDocumentsAndNoModel() throws Exception {
        if (index.documentCount() == 0) {
            index.apply(List.of(
                    document("rivers", "Danube", "The Danube flows through ten countries.", Map.of("sea", "Black")),
                    document("rivers", "Rhine", "The Rhine flows into the North Sea.", Map.of("sea", "North")),
                    document("lakes", "Baikal", "Lake Baikal is 1642 metres deep.", Map.of())));
        }
        post("/api/llm/switch", Map.of("provider", "extractive"));
        send("DELETE", "/chat/history/ada", null);
    }

    @Test
    void aChatAnswersWithTheFieldsOfTheContract() throws Exception {
        JsonNode answer = ok(post("/chat", question("How deep is lake Baikal?")));

        assertThat(answer.path("user_name").stringValue()).isEqualTo("ada");
        assertThat(answer.path("response").stringValue()).contains("“Lake Baikal is 1642 metres deep.” [1]");
        assertThat(answer.path("timestamp").stringValue()).isNotEmpty();
        JsonNode source = answer.path("sources").path(0);
        assertThat(source.path("content").stringValue()).isEqualTo("Lake Baikal is 1642 metres deep.");
        assertThat(source.path("metadata").isObject()).isTrue();
        assertThat(source.path("relevance_score").doubleValue()).isBetween(0.0, 1.0);
        assertThat(answer.path("answer").path("state").stringValue()).isEqualTo("complete");
        assertThat(answer.path("answer")
                        .path("citations")
                        .path(0)
                        .path("status")
                        .stringValue())
                .isEqualTo("passed");
    }

    @Test
    void aStreamSendsSourcesThenContentThenDone() throws Exception {
        try (EventReader reader = stream(question("How deep is lake Baikal?"))) {
            List<JsonNode> events = reader.rest();

            assertThat(events.getFirst().path("type").stringValue()).isEqualTo("sources");
            assertThat(events.getFirst().path("sources").size()).isPositive();
            assertThat(events.get(1).path("type").stringValue()).isEqualTo("content");
            assertThat(events.get(1).path("content").stringValue()).contains("1642");
            JsonNode done = events.get(events.size() - 2);
            assertThat(done.path("type").stringValue()).isEqualTo("done");
            assertThat(done.path("user_name").stringValue()).isEqualTo("ada");
            assertThat(events.getLast().stringValue()).isEqualTo("[DONE]");
            assertThat(reader.lines())
                    .allMatch(line -> line.isEmpty() || line.startsWith("data: ") || line.equals(":"));
        }
    }

    @Test
    void stepsAreStreamedOnlyToWhoAsksForThem() throws Exception {
        try (EventReader reader = stream(Map.of("user_name", "ada", "message", "Baikal", "include_steps", true))) {
            assertThat(reader.rest())
                    .extracting(event -> event.path("type").asString())
                    .startsWith("step", "step", "sources", "step", "content");
        }
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void everyWireFormatAnswersSyncAndStreamingWithTheConversationCarried(WireFormat format) throws Exception {
        modelSays(format, "The Danube flows ", "through ten countries [1].");
        switchTo(format, MODEL.baseUrl());

        JsonNode answer = ok(post("/chat", question("How many countries does the Danube cross?")));
        assertThat(answer.path("response").stringValue()).isEqualTo("The Danube flows through ten countries [1].");
        assertThat(answer.path("answer").path("model").stringValue()).endsWith("test-model");

        try (EventReader reader = stream(question("Which sea does the Rhine reach?"))) {
            assertThat(reader.rest())
                    .extracting(event -> event.path("type").asString())
                    .containsExactly("sources", "content", "content", "done", "");
        }
        String request = MODEL.getAllServeEvents().getFirst().getRequest().getBodyAsString();
        assertThat(com.jayway.jsonpath.JsonPath.<List<String>>read(request, format.conversationPath()))
                .hasSize(3)
                .startsWith("How many countries does the Danube cross?", "The Danube flows through ten countries.")
                .last()
                .asString()
                .contains("Which sea does the Rhine reach?", "The Rhine flows into the North Sea.");
    }

    @Test
    void whenTheModelFailsTheSourcesAreStillShown() throws Exception {
        modelSays(WireFormat.OPENAI, "ok");
        switchTo(WireFormat.OPENAI, MODEL.baseUrl());
        MODEL.stubFor(com.github.tomakehurst.wiremock.client.WireMock.post(anyUrl())
                .willReturn(aResponse().withStatus(500).withBody(WireFormat.OPENAI.error(500, "out of order"))));

        JsonNode answer = ok(post("/chat", question("How deep is lake Baikal?")));
        assertThat(answer.path("sources").size()).isPositive();
        assertThat(answer.path("error_code").stringValue()).isEqualTo("model_unavailable");
        assertThat(answer.path("response").stringValue()).contains("out of order");

        try (EventReader reader = stream(question("How deep is lake Baikal?"))) {
            List<JsonNode> events = reader.rest();
            assertThat(events)
                    .extracting(event -> event.path("type").asString())
                    .containsExactly("sources", "error", "");
            assertThat(events.get(1).path("error").stringValue()).contains("out of order");
            assertThat(events.get(1).path("code").stringValue()).isEqualTo("model_unavailable");
        }
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void aConnectionThatBreaksInTheMiddleKeepsThePartialAnswer(WireFormat format) throws Exception {
        try (ScriptedServer server = ScriptedServer.breakingAfter(format, format.begun(List.of("It is ", "1642")))) {
            switchTo(format, server.address());
            try (EventReader reader = stream(question("How deep is lake Baikal?"))) {
                reader.next();
                reader.next();
                assertThat(reader.next()).contains("1642");
                server.breakOff();
                assertThat(reader.rest())
                        .first()
                        .satisfies(event ->
                                assertThat(event.path("code").stringValue()).isEqualTo("model_interrupted"));
            }
        }
        JsonNode last = ok(send("GET", "/chat/history/ada?limit=1", null))
                .path("history")
                .path(0);
        assertThat(last.path("content").stringValue()).isEqualTo("It is 1642");
        assertThat(last.path("metadata").path("state").stringValue()).isEqualTo("partial");
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void aClientWhoGoesAwayEndsTheModelsStream(WireFormat format) throws Exception {
        try (ScriptedServer server = ScriptedServer.endlessAfter(format, format.begun(List.of("again ")))) {
            switchTo(format, server.address());
            EventReader reader = stream(question("How deep is lake Baikal?"));
            reader.next();
            assertThat(reader.next()).contains("again");

            reader.close();

            Awaitility.await().until(server::clientHasGone);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(ok(send("GET", "/chat/history/ada", null))
                                    .path("history")
                                    .path(1)
                                    .path("metadata")
                                    .path("state")
                                    .asString())
                            .isEqualTo("partial"));
        }
    }

    @Test
    void aQuietModelIsBridgedByHeartbeats() throws Exception {
        try (ScriptedServer server = ScriptedServer.silent(WireFormat.OLLAMA)) {
            switchTo(WireFormat.OLLAMA, server.address());
            try (EventReader reader = stream(question("How deep is lake Baikal?"))) {
                reader.next();
                Thread reading = Thread.ofVirtual().start(() -> {
                    try {
                        reader.next();
                    } catch (java.io.IOException closed) {
                        // the test is over
                    }
                });
                Awaitility.await().until(() -> List.copyOf(reader.lines()).contains(":"));
                reading.interrupt();
            }
        }
    }

    @Test
    void historyIsKeptLimitedAndDeleted() throws Exception {
        ok(post("/chat", question("How deep is lake Baikal?")));

        JsonNode history = ok(send("GET", "/chat/history/ada?limit=10", null));
        assertThat(history.path("user_name").stringValue()).isEqualTo("ada");
        assertThat(history.path("history"))
                .extracting(message -> message.path("role").stringValue())
                .containsExactly("user", "assistant");
        assertThat(history.path("history").path(0).path("content").stringValue())
                .isEqualTo("How deep is lake Baikal?");
        assertThat(history.path("history").path(0).path("timestamp").stringValue())
                .isNotEmpty();
        assertThat(ok(send("GET", "/chat/history/ada?limit=1", null))
                        .path("history")
                        .size())
                .isEqualTo(1);

        assertThat(ok(send("DELETE", "/chat/history/ada", null)).path("message").stringValue())
                .contains("2 messages");
        assertThat(ok(send("GET", "/chat/history/ada", null)).path("history").isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"user_name\": \"ada\"}",
                "{\"message\": \"hello\"}",
                "{\"user_name\": \"ada\", \"message\": \"\"}",
                "{\"user_name\": \"ada\", \"message\": \"  \"}",
                "{\"user_name\": \" \", \"message\": \"hello\"}",
                "{\"user_name\": \"a\\u0000b\", \"message\": \"hello\"}",
                "{\"user_name\": \"ada\", \"message\": \"hello\", \"max_results\": 0}",
                "{\"user_name\": \"ada\", \"message\": \"hello\", \"max_results\": 10000}",
                "{\"user_name\": \"ada\", \"message\": \"hello\", \"max_results\": \"many\"}",
                "{\"user_name\": \"ada\", \"message\": \"hello\", \"sources\": [\"No Such!\"]}",
                "{\"user_name\": \"ada\", \"message\": \"hello\", \"filter\": {\"a\": null}}",
                "not json"
            })
    void whatDoesNotValidateGets422WithDetailSyncAndStreaming(String body) throws Exception {
        for (String path : List.of("/chat", "/chat/stream")) {
            HttpResponse<String> response = send("POST", path, body);

            assertThat(response.statusCode()).as(path).isEqualTo(422);
            assertThat(LocalApi.json(response).path("detail").stringValue()).isNotEmpty();
        }
    }

    @Test
    void aMessageOfAMegabyteIsRefusedAndNotKept() throws Exception {
        HttpResponse<String> response = post("/chat", question("x".repeat(1_000_000)));

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).contains("message_too_long").hasSizeLessThan(500);
        assertThat(ok(send("GET", "/chat/history/ada", null)).path("history").isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=100000", "limit=few"})
    void aLimitOutOfRangeGets422(String parameter) throws Exception {
        assertThat(send("GET", "/chat/history/ada?" + parameter, null).statusCode())
                .isEqualTo(422);
    }

    @Test
    void searchShowsWhatTheChatWouldAnswerFrom() throws Exception {
        JsonNode found = ok(post("/api/search", Map.of("query", "Which river flows?", "max_results", 2)));

        assertThat(found.path("results"))
                .extracting(result -> result.path("title").stringValue())
                .containsExactlyInAnyOrder("Danube", "Rhine");
        assertThat(found.path("results").path(0).path("scores").path("fused").doubleValue())
                .isPositive();
    }

    @Test
    void searchAndChatKeepToSourcesAndFilter() throws Exception {
        JsonNode found = ok(post(
                "/api/search",
                Map.of("query", "flows", "sources", List.of("rivers"), "filter", Map.of("sea", "North"))));
        assertThat(found.path("results"))
                .extracting(result -> result.path("title").stringValue())
                .containsExactly("Rhine");

        JsonNode answer = ok(post(
                "/chat", Map.of("user_name", "ada", "message", "Where does it flow?", "sources", List.of("rivers"))));
        assertThat(answer.path("sources"))
                .allMatch(source -> source.path("source").stringValue().equals("rivers"));
    }

    @Test
    void sourceThatDoesNotExistIsSaidRatherThanNothingFound() throws Exception {
        Map<String, Object> question = Map.of("user_name", "ada", "message", "Where?", "sources", List.of("rivrs"));

        for (HttpResponse<String> response : List.of(
                post("/chat", question),
                post("/chat/stream", question),
                post("/api/search", Map.of("query", "Where?", "sources", List.of("rivrs"))))) {
            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(LocalApi.json(response).path("code").stringValue()).isEqualTo("source_not_found");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"query\": \"\"}'",
        "'{\"query\": \"x\", \"mode\": \"fuzzy\"}'",
        "'{\"query\": \"x\", \"max_results\": 101}'",
        "'{\"query\": \"x\", \"passages_after\": 11}'",
        "'{\"query\": \"x\", \"filter\": {\"a\": {\"from\": 1, \"to\": \"z\"}}}'"
    })
    void aSearchThatDoesNotValidateGets422(String body) throws Exception {
        assertThat(send("POST", "/api/search", body).statusCode()).isEqualTo(422);
    }

    @Test
    void theProvidersAreListedWithoutTheirKeys() throws Exception {
        JsonNode listed = ok(send("GET", "/api/llm/providers", null));

        assertThat(listed.path("providers"))
                .extracting(provider -> provider.path("name").stringValue())
                .contains("gemini", "ollama", "lmstudio", "openai-compatible", "custom", "openai", "anthropic");
        assertThat(ok(send("GET", "/api/llm/current", null)).path("status").stringValue())
                .isEqualTo("no_model");
    }

    @Test
    void aSwitchShowsTheNewModelAndNeverTheKey() throws Exception {
        modelSays(WireFormat.GEMINI, "OK");

        JsonNode switched = switchTo(WireFormat.GEMINI, MODEL.baseUrl());

        assertThat(switched.path("provider").stringValue()).isEqualTo("gemini");
        assertThat(switched.path("model").stringValue()).isEqualTo("test-model");
        assertThat(switched.path("status").stringValue()).isEqualTo("ready");
        for (String path : List.of("/api/llm/current", "/api/llm/providers")) {
            assertThat(send("GET", path, null).body()).doesNotContain(KEY);
        }
    }

    @Test
    void aFailedSwitchChangesNothing() throws Exception {
        MODEL.stubFor(com.github.tomakehurst.wiremock.client.WireMock.post(anyUrl())
                .willReturn(aResponse().withStatus(403).withBody(WireFormat.GEMINI.error(403, "no " + KEY))));

        HttpResponse<String> refused = post(
                "/api/llm/switch",
                Map.of("provider", "gemini", "model", "m", "api_key", KEY, "endpoint", MODEL.baseUrl()));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("model_denied").doesNotContain(KEY);
        assertThat(ok(send("GET", "/api/llm/current", null)).path("provider").stringValue())
                .isEqualTo("extractive");
        assertThat(post("/api/llm/switch", Map.of("provider", "nonsense")).body())
                .contains("Valid are: gemini");
        assertThat(post("/api/llm/switch", Map.of("provider", "custom", "model", "m", "endpoint", "http://10.0.0.1/"))
                        .body())
                .contains("not allowed");
    }

    private DocumentUpdate document(String source, String title, String text, Map<String, Object> metadata) {
        Hit hit = Passages.hit(source, title, text, metadata, 1);
        float[] vector =
                embeddings.embedPassages(List.of(hit.passage().embeddedText())).getFirst();
        return new DocumentUpdate.Replace(
                hit.key(),
                hit.position(),
                title,
                title,
                hit.metadata(),
                List.of(new DocumentUpdate.EmbeddedPassage(hit.passage(), vector)));
    }

    private static Map<String, Object> question(String message) {
        return Map.of("user_name", "ada", "message", message);
    }

    private void modelSays(WireFormat format, String... pieces) {
        MODEL.stubFor(com.github.tomakehurst.wiremock.client.WireMock.post(anyUrl())
                .willReturn(aResponse()
                        .withHeader("Content-Type", format.contentType())
                        .withBody(String.join("", format.answer(List.of(pieces))))));
    }

    private JsonNode switchTo(WireFormat format, String endpoint) throws Exception {
        return ok(post(
                "/api/llm/switch",
                Map.of(
                        "provider",
                        format.name().toLowerCase(java.util.Locale.ROOT),
                        "model",
                        "test-model",
                        "api_key",
                        KEY,
                        "endpoint",
                        endpoint)));
    }

    private EventReader stream(Map<String, Object> request) {
        return new EventReader(new LocalApi(port).stream("POST", "/chat/stream", request));
    }

    private HttpResponse<String> post(String path, Map<String, Object> body) {
        return send("POST", path, body);
    }

    private HttpResponse<String> send(String method, String path, @Nullable Object body) {
        return new LocalApi(port).send(method, path, body);
    }

    private static JsonNode ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return LocalApi.json(response);
    }
}
