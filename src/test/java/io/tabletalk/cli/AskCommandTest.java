package io.tabletalk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AskCommandTest {

    private static final String SOURCES = """
            data: {"type":"sources","question":"light?","sources":[{"content":"weight: 7 kg","relevance_score":0.81,\
            "number":1,"title":"Feather","source":"bikes","key":"7","place":{"file":"bikes.csv","row":8,"start":0,"end":12}},\
            {"content":"weight: 9 kg","relevance_score":0.5,"number":2,"title":"","source":"shop","key":"9",\
            "place":{"start":0,"end":12}}]}

            """;

    @TempDir
    Path directory;

    FakeServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new FakeServer();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void showsTheAnswerAndThenItsSources() {
        server.streams("POST /chat/stream", ": heartbeat\n\n" + SOURCES + """
                data: {"type":"content","content":"The Feather "}

                data: {"type":"content","content":"weighs 7 kg [1]."}

                data: {"type":"done","user_name":"cli","answer":{"citations":[]}}

                data: [DONE]

                """);

        CommandRun run = ask("Which", "bike", "is", "light?");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).isEqualTo("""
                The Feather weighs 7 kg [1].

                Sources
                  [1] Feather bikes.csv row 8 · relevance 0.81
                  [2] 9 shop 9 · relevance 0.50
                """);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aRowWithoutATitleIsNamedOnceAndBoldMarksAreNotPrinted() {
        server.streams("POST /chat/stream", """
                data: {"type":"sources","question":"light?","sources":[{"content":"weight: 7 kg","relevance_score":0.81,\
                "number":1,"title":"bikes.csv row 8","source":"bikes","key":"bikes.csv#8",\
                "place":{"file":"bikes.csv","row":8,"start":0,"end":12}}]}

                data: {"type":"content","content":"**bikes.csv row"}

                data: {"type":"content","content":" 8** — weight: 7 kg [1]"}

                data: {"type":"done","user_name":"cli","answer":{"citations":[]}}

                data: [DONE]

                """);

        assertThat(ask("light?").out()).isEqualTo("""
                bikes.csv row 8 — weight: 7 kg [1]

                Sources
                  [1] bikes.csv row 8 relevance 0.81
                """);
    }

    @Test
    void aSourceThatThereIsNotIsToldInsteadOfAskingNothing() {
        server.on("GET /api/sources/orders.csv", 404, "{\"detail\":\"There is no source 'orders.csv'.\"}")
                .streams("POST /chat/stream", "data: {\"type\":\"done\",\"user_name\":\"x\"}\n\ndata: [DONE]\n\n");

        CommandRun run = ask("--source", "orders.csv", "light?");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("There is no source 'orders.csv'.");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void asksWithoutHistoryUnlessAUserIsNamed() {
        server.on("GET /api/sources/bikes", 200, "{}").on("GET /api/sources/shop", 200, "{}");
        server.streams("POST /chat/stream", "data: {\"type\":\"done\",\"user_name\":\"x\"}\n\ndata: [DONE]\n\n");

        ask("-s", "bikes", "--source", "shop", "-n", "3", "light?");

        JsonNode request = new JsonMapper().readTree(server.requests().getLast().body());
        assertThat(request).isEqualTo(new JsonMapper().readTree("""
                        {"user_name":"cli","message":"light?","max_results":3,"include_history":false,
                         "sources":["bikes","shop"]}"""));
        ask("--user", "ada", "light?");
        JsonNode second = new JsonMapper().readTree(server.requests().getLast().body());
        assertThat(second.path("user_name").asString()).isEqualTo("ada");
        assertThat(second.path("include_history").asBoolean()).isTrue();
    }

    @Test
    void aFailedModelExitsWithOneAndStillShowsTheSources() {
        server.streams("POST /chat/stream", SOURCES + """
                data: {"type":"error","error":"The model is overloaded. Try again.","code":"model_rate_limited"}

                data: [DONE]

                """);

        CommandRun run = ask("light?");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).isEqualTo("The model is overloaded. Try again.\n");
        assertThat(run.out()).contains("[1] Feather");
    }

    @Test
    void aStreamThatEndsEarlyIsNoAnswer() {
        server.streams("POST /chat/stream", SOURCES + "data: {\"type\":\"content\",\"content\":\"The Fea\"}\n\n");

        CommandRun run = ask("light?");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("ended before the answer was complete");
        assertThat(run.out()).startsWith("The Fea\n");
    }

    @Test
    void aSourceThatIsStillBeingReadIsNamedAfterTheAnswer() {
        server.streams("POST /chat/stream", SOURCES + """
                data: {"type":"done","answer":{"being_read":["orders","shop"]}}

                data: [DONE]

                """);

        assertThat(ask("light?").out()).endsWith("! Still being read, so something may be missing: orders, shop\n");
    }

    @Test
    void howCurrentTheAnswerIsAndWhatIsNotFollowedIsSaid() {
        server.streams("POST /chat/stream", SOURCES + """
                data: {"type":"done","answer":{"as_of":"long ago","not_followed":["orders"]}}

                data: [DONE]

                """);

        assertThat(ask("light?").out())
                .contains("  As of long ago\n")
                .endsWith("! Not followed at present, so changes since may be missing: orders\n");
    }

    @Test
    void aCitationThatDoesNotHoldIsMarked() {
        server.streams("POST /chat/stream", SOURCES + """
                data: {"type":"content","content":"It weighs 6 kg [1]."}

                data: {"type":"done","answer":{"citations":[{"sentence":"It weighs 6 kg [1].","passages":[1],\
                "status":"FAILED","problem":"The number 6 is not in [1]."}]}}

                data: [DONE]

                """);

        CommandRun run = ask("light?");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("! Not borne out: “It weighs 6 kg [1].” The number 6 is not in [1].");
    }

    @Test
    void jsonIsTheServersAnswerOnOneLine() {
        server.on("POST /chat", 200, "{\"response\":\"Seven.\",\n\"sources\":[]}");

        CommandRun run = ask("--json", "light?");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).isEqualTo("{\"response\":\"Seven.\",\"sources\":[]}\n");
    }

    @Test
    void jsonWithAnErrorCodeExitsWithOne() {
        server.on("POST /chat", 200, "{\"response\":\"Overloaded.\",\"error_code\":\"model_rate_limited\"}");

        assertThat(ask("--json", "light?").exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void arefusedRequestShowsTheServersOwnWords() {
        server.on("POST /chat/stream", 422, "{\"detail\":\"max_results: at most 100.\",\"code\":\"invalid\"}");

        CommandRun run = ask("-n", "1000", "light?");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).isEqualTo("max_results: at most 100.\n");
    }

    private CommandRun ask(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "ask";
        all[1] = "--url";
        all[2] = server.url().toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return CommandRun.in(directory).run(all);
    }
}
