package io.tabletalk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

    @TempDir
    Path directory;

    FakeServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new FakeServer();
        server.on("GET /api/sources", 200, "{\"sources\":[{\"name\":\"orders\"}]}");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void nothingIsBrokenWhenEveryPartWorksAtLeastInPart() {
        server.on("GET /status", 200, """
                        {"status":"degraded","components":{"index":{"status":"up","message":"5 documents."},
                         "model":{"status":"degraded","message":"No model is configured: set GEMINI_API_KEY."}}}""")
                .on("GET /api/sources/orders/schema", 200, "{\"fields\":[{},{}],\"estimated_rows\":1200}");

        CommandRun run = doctor();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out().lines())
                .anyMatch(line -> line.startsWith("✓ java")
                        && line.contains(Runtime.version().toString()))
                .anyMatch(line -> line.startsWith("✓ data directory"))
                .contains(
                        "✓ index              5 documents.",
                        "! model              No model is configured: set GEMINI_API_KEY.",
                        "✓ source orders      can be read: 2 fields, about 1,200 rows",
                        "Nothing is broken.");
    }

    @Test
    void aBrokenPartOrSourceExitsWithOne() {
        server.on("GET /status", 200, """
                        {"status":"unhealthy","components":{"disk":{"status":"down","message":"The disk is full."}}}""")
                .on("GET /api/sources/orders/schema", 503, "{\"detail\":\"The database does not answer.\"}");

        CommandRun run = doctor();

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .contains("✗ disk               The disk is full.")
                .contains("✗ source orders      The database does not answer.")
                .contains("Broken: 2 of ");
    }

    @Test
    void aServerThatIsNotThereIsABrokenPart() {
        CommandRun run = CommandRun.in(directory).run("doctor", "--port", "1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).contains("✗ server             No Tabletalk server answers at http://127.0.0.1:1");
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsABrokenPart() throws IOException {
        Path file = Files.writeString(directory.resolve("data"), "a file");
        server.on("GET /status", 200, "{\"components\":{}}")
                .on("GET /api/sources/orders/schema", 200, "{\"fields\":[]}");

        CommandRun run = doctor();

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).contains("✗ data directory     " + file, "--data-dir");
    }

    private CommandRun doctor() {
        return CommandRun.in(directory).run("doctor", "--url", server.url().toString());
    }
}
