package io.tabletalk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GreetingTest {

    private static final String RUNNING =
            "{\"batches\":[{\"id\":\"b1\",\"source\":\"%s\",\"status\":\"running\",\"phase\":\"reading\"}]}";

    @TempDir
    Path directory;

    FakeServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new FakeServer().on("GET /api/demo/questions", 200, "{\"questions\":[\"Which bike?\"]}");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void theSampleDataIsWaitedForTheFirstTime() throws InterruptedException {
        server.on("GET /api/sources", 200, sources("null"))
                .on("GET /api/batches", 200, RUNNING.formatted("demo"))
                .on("GET /api/batches/b1", 200, """
                        {"id":"b1","source":"demo","status":"completed","total":2,"read":2,"applied":2}""");

        String shown = show();

        assertThat(shown)
                .containsSubsequence("Read demo, completed: 2 documents", "Three questions", "Which bike?", "Stop:");
    }

    @Test
    void whatElseIsReadIsNotWaitedFor() throws InterruptedException {
        server.on("GET /api/sources", 200, sources("\"2026-01-01T00:00:00Z\""))
                .on("GET /api/batches", 200, RUNNING.formatted("shop"))
                .on("GET /api/batches/b1", 200, "{\"id\":\"b1\",\"source\":\"shop\",\"status\":\"completed\"}");

        String shown = show();

        assertThat(shown).containsSubsequence("Reading shop:", "Three questions", "Which bike?", "Stop:");
        assertThat(server.requests()).extracting(FakeServer.Request::path).doesNotContain("/api/batches/b1");
    }

    @Test
    void sampleDataThatIsReadAgainIsNotWaitedFor() throws InterruptedException {
        server.on("GET /api/sources", 200, sources("\"2026-01-01T00:00:00Z\""))
                .on("GET /api/batches", 200, RUNNING.formatted("demo"));

        show();

        assertThat(server.requests()).extracting(FakeServer.Request::path).doesNotContain("/api/batches/b1");
    }

    private static String sources(String lastSynced) {
        return """
                {"sources":[{"name":"demo","type":"demo","last_synced":%s},
                 {"name":"shop","type":"postgresql","last_synced":null}]}""".formatted(lastSynced);
    }

    private String show() throws InterruptedException {
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out, true);
        Terminal terminal = new Terminal(printer, printer, false, false);
        new Greeting(terminal, new Surroundings(Map.of(), directory))
                .show(server.url().toString(), directory);
        return out.toString();
    }
}
