package io.tabletalk.chat;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/// Conversations over HTTP, on the whole server: what is kept, what goes on, what is stopped.
@SpringBootTest(classes = TabletalkApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class ConversationHttpIT {

    private static final WireFormat FORMAT = WireFormat.OLLAMA;

    @TempDir
    static Path directory;

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
    }

    @BeforeEach
    void withADocumentAndNoModel() throws Exception {
        if (index.documentCount() == 0) {
            Hit hit = Passages.hit("lakes", "Baikal", "Lake Baikal is 1642 metres deep.", Map.of(), 1);
            float[] vector = embeddings
                    .embedPassages(List.of(hit.passage().embeddedText()))
                    .getFirst();
            index.apply(List.of(new DocumentUpdate.Replace(
                    hit.key(),
                    hit.position(),
                    "Baikal",
                    "Baikal",
                    hit.metadata(),
                    List.of(new DocumentUpdate.EmbeddedPassage(hit.passage(), vector)))));
        }
        send("POST", "/api/llm/switch", Map.of("provider", "extractive"));
        send("DELETE", "/chat/history/ada", null);
    }

    @Test
    void aConversationIsKeptWithEverythingThatWasShown() throws Exception {
        String id = begin();
        try (EventReader reader = ask(id, "How deep is lake Baikal?", null)) {
            reader.rest();
        }

        JsonNode view = ok(send("GET", "/api/conversations/" + id, null));

        assertThat(view.at("/conversation/title").stringValue()).isEqualTo("How deep is lake Baikal?");
        assertThat(view.path("answering").booleanValue()).isFalse();
        assertThat(view.path("messages"))
                .extracting(message -> message.path("role").stringValue())
                .containsExactly("user", "assistant");
        JsonNode answer = view.at("/messages/1");
        assertThat(answer.path("content").stringValue()).contains("1642");
        assertThat(answer.path("answer_to").longValue())
                .isEqualTo(view.at("/messages/0/id").longValue());
        assertThat(answer.at("/details/sources/0/content").stringValue()).isEqualTo("Lake Baikal is 1642 metres deep.");
        assertThat(answer.at("/details/sources/0/scores/fused").doubleValue()).isPositive();
        assertThat(answer.at("/details/answer/citations/0/status").stringValue())
                .isEqualTo("passed");
        assertThat(answer.at("/details/answer/took_milliseconds").isNumber()).isTrue();
        assertThat(ok(send("GET", "/api/conversations?user_name=ada", null))
                        .at("/conversations/0/id")
                        .stringValue())
                .isEqualTo(id);
    }

    @Test
    void anAnswerGoesOnWhenItsReaderLeavesAndIsToldAgainFromTheBeginning() throws Exception {
        String id = begin();
        try (ScriptedServer server = ScriptedServer.endlessAfter(FORMAT, FORMAT.begun(List.of("It is 1642")))) {
            switchTo(server);
            EventReader left = ask(id, "How deep is lake Baikal?", null);
            readUntil(left, "It is"); // the passage found says 1642, too, before the model says anything
            left.close();

            assertThat(ok(send("GET", "/api/conversations/" + id, null))
                            .path("answering")
                            .booleanValue())
                    .isTrue();
            try (EventReader back = follow(id)) {
                assertThat(readUntil(back, "It is")).contains("\"type\":\"sources\"", "\"type\":\"content\"");
                assertThat(send("DELETE", "/api/conversations/" + id + "/answer", null)
                                .statusCode())
                        .isEqualTo(204);
                assertThat(back.rest().getLast().stringValue()).isEqualTo("[DONE]");
            }
            Awaitility.await().until(server::clientHasGone);
        }
        JsonNode kept = ok(send("GET", "/api/conversations/" + id, null));
        assertThat(kept.at("/messages/1/state").stringValue()).isEqualTo("partial");
        assertThat(kept.at("/messages/1/content").stringValue()).startsWith("It is 1642");
        assertThat(send("GET", "/api/conversations/" + id + "/answer", null).statusCode())
                .isEqualTo(204);
    }

    @Test
    void aSecondQuestionWaitsForTheFirst() throws Exception {
        String id = begin();
        try (ScriptedServer server = ScriptedServer.endlessAfter(FORMAT, FORMAT.begun(List.of("It is")))) {
            switchTo(server);
            try (EventReader first = ask(id, "How deep is lake Baikal?", null)) {
                readUntil(first, "It is");

                HttpResponse<String> second = send("POST", "/chat/stream", question(id, "And how old?", null));

                assertThat(second.statusCode()).isEqualTo(409);
                assertThat(second.body()).contains("answer_running");
                send("DELETE", "/api/conversations/" + id, null);
            }
            Awaitility.await().until(server::clientHasGone);
        }
        assertThat(send("GET", "/api/conversations/" + id, null).statusCode()).isEqualTo(404);
    }

    @Test
    void aQuestionIsAnsweredAgainBesideItsFirstAnswer() throws Exception {
        String id = begin();
        try (EventReader reader = ask(id, "How deep is lake Baikal?", null)) {
            reader.rest();
        }
        long question = ok(send("GET", "/api/conversations/" + id, null))
                .at("/messages/0/id")
                .longValue();

        try (EventReader reader = ask(id, "the kept text counts", question)) {
            reader.rest();
        }

        JsonNode messages = ok(send("GET", "/api/conversations/" + id, null)).path("messages");
        assertThat(messages)
                .extracting(message -> message.path("role").stringValue())
                .containsExactly("user", "assistant", "assistant");
        assertThat(messages.path(2).path("answer_to").longValue()).isEqualTo(question);
        assertThat(messages.path(2).at("/details/question").stringValue()).isEqualTo("How deep is lake Baikal?");
        assertThat(send("POST", "/chat/stream", question(id, "x", 987_654_321L)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void anotherUsersConversationIsNotToBeWrittenIn() throws Exception {
        String id = begin();
        Map<String, Object> foreign = new HashMap<>(question(id, "hello", null));
        foreign.put("user_name", "bob");

        assertThat(send("POST", "/chat/stream", foreign).statusCode()).isEqualTo(404);
    }

    @Test
    void conversationsAreRenamedAndFeedbackIsListed() throws Exception {
        String id = begin();
        try (EventReader reader = ask(id, "How deep is lake Baikal?", null)) {
            reader.rest();
        }
        long answer = ok(send("GET", "/api/conversations/" + id, null))
                .at("/messages/1/id")
                .longValue();

        assertThat(ok(send("PATCH", "/api/conversations/" + id, Map.of("title", "Lakes")))
                        .path("title")
                        .stringValue())
                .isEqualTo("Lakes");
        assertThat(send("PATCH", "/api/conversations/" + id, Map.of("title", " "))
                        .statusCode())
                .isEqualTo(422);

        String feedback = "/api/messages/" + answer + "/feedback";
        ok(send("PUT", feedback, Map.of("rating", "down", "note", "too short")));
        assertThat(ok(send("GET", "/api/feedback", null))
                        .at("/feedback/0/feedback/note")
                        .stringValue())
                .isEqualTo("too short");
        assertThat(send("PUT", feedback, Map.of("rating", "sideways")).statusCode())
                .isEqualTo(422);
        assertThat(send("PUT", "/api/messages/987654321/feedback", Map.of("rating", "up"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("DELETE", feedback, null).statusCode()).isEqualTo(204);
        assertThat(ok(send("GET", "/api/feedback", null)).path("feedback").isEmpty())
                .isTrue();
    }

    private String begin() throws Exception {
        HttpResponse<String> created = send("POST", "/api/conversations", Map.of("user_name", "ada"));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return LocalApi.json(created).path("id").stringValue();
    }

    /// Everything up to the event that contains `text`.
    private static String readUntil(EventReader reader, String text) throws Exception {
        StringBuilder seen = new StringBuilder();
        while (!seen.toString().contains(text)) {
            seen.append(requireNonNull(reader.next(), () -> "The stream ended without '" + text + "': " + seen));
        }
        return seen.toString();
    }

    private EventReader ask(String conversation, String message, @Nullable Long again) throws Exception {
        return stream("POST", "/chat/stream", question(conversation, message, again));
    }

    private EventReader follow(String conversation) throws Exception {
        return stream("GET", "/api/conversations/" + conversation + "/answer", null);
    }

    private EventReader stream(String method, String path, @Nullable Object body) {
        return new EventReader(new LocalApi(port).stream(method, path, body));
    }

    private static Map<String, Object> question(String conversation, String message, @Nullable Long again) {
        Map<String, Object> request = new HashMap<>();
        request.put("user_name", "ada");
        request.put("conversation", conversation);
        request.put("message", message);
        request.put("again", again);
        return request;
    }

    private void switchTo(ScriptedServer server) throws Exception {
        ok(send(
                "POST",
                "/api/llm/switch",
                Map.of("provider", "ollama", "model", "test-model", "endpoint", server.address())));
    }

    private HttpResponse<String> send(String method, String path, @Nullable Object body) {
        return new LocalApi(port).send(method, path, body);
    }

    private static JsonNode ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return LocalApi.json(response);
    }
}
