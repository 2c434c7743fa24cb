package io.tabletalk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReembedCommandTest {

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
    void waitsUntilTheVectorsAreThoseOfTheConfiguredModel() {
        server.on("POST /api/index/re-embed", 202, """
                {"state":"running","embedding":"old","configured":"new","done":0,"total":7,"problem":null}""").on("GET /api/index/re-embed", 200, """
                {"state":"up_to_date","embedding":"new","configured":"new","done":7,"total":7,"problem":null}""");

        CommandRun run = reembed();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).isEqualTo("7 documents: the vectors are those of new.\n");
    }

    @Test
    void failsWithTheReason() {
        server.on("POST /api/index/re-embed", 202, """
                {"state":"failed","embedding":"old","configured":"new","done":3,"total":7,"problem":"The disk is full."}""");

        CommandRun run = reembed();

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("The disk is full.", "run this again");
    }

    private CommandRun reembed() {
        return CommandRun.in(directory).run("reembed", "--url", server.url().toString());
    }
}
