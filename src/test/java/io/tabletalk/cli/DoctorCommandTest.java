package io.tabletalk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tabletalk.cli.client.TabletalkClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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
                        "Nothing is broken, but look at what is marked with !: 1 warning.");
    }

    @Test
    void aSourceWhoseLastReadDidNotEndWellIsAWarning() throws IOException {
        server.close();
        server = new FakeServer();
        server.on("GET /status", 200, "{\"components\":{}}")
                .on("GET /api/sources", 200, """
                        {"sources":[
                          {"name":"notes","last_read":{"status":"completed_with_errors","failed":2,"splits_failed":1,"error":null}},
                          {"name":"orders","last_read":{"status":"completed","failed":0,"splits_failed":0,"error":null}}]}""")
                .on("GET /api/sources/notes/schema", 200, "{\"fields\":[{}]}")
                .on("GET /api/sources/orders/schema", 200, "{\"fields\":[{}]}");

        CommandRun run = doctor();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("! source notes       can be read: 1 field.\n")
                .contains("Its last read ended with errors: 2 documents and 1 part failed.")
                .contains("./tabletalk sources show notes\n")
                .contains("✓ source orders      can be read: 1 field\n")
                .contains("Nothing is broken, but look at what is marked with !: 1 warning.");
    }

    @Test
    void withoutWarningsNothingIsBroken() {
        server.on("GET /status", 200, "{\"components\":{}}")
                .on("GET /api/sources/orders/schema", 200, "{\"fields\":[{}]}");

        assertThat(doctor().out()).endsWith("Nothing is broken.\n");
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
    void aSourceThatTakesItsTimeHoldsUpNoOther() throws IOException {
        CountDownLatch othersReported = new CountDownLatch(1);
        List<Finding> found = new CopyOnWriteArrayList<>();
        try (FakeServer two = new FakeServer();
                TabletalkClient client = new TabletalkClient(two.url())) {
            two.on("GET /status", 200, "{\"components\":{}}")
                    .on("GET /api/sources", 200, "{\"sources\":[{\"name\":\"slow\"},{\"name\":\"quick\"}]}")
                    .on("GET /api/sources/quick/schema", 200, "{\"fields\":[{}],\"estimated_rows\":1}")
                    .on("GET /api/sources/slow/schema", 503, "{\"detail\":\"No answer.\"}")
                    .holding("GET /api/sources/slow/schema", othersReported);

            assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () -> new ServerExamination(client).examine(client.get("status"), finding -> {
                        found.add(finding);
                        othersReported.countDown();
                    }));
        }

        assertThat(found).extracting(Finding::subject).containsExactly("source quick", "source slow");
        assertThat(found.getFirst().message()).isEqualTo("can be read: 1 field, about 1 row");
    }

    @Test
    void aServerThatIsNotThereIsABrokenPart() {
        CommandRun run = CommandRun.in(directory).run("doctor", "--port", "1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .contains("✗ server             No Tabletalk server answers at http://127.0.0.1:1")
                .doesNotContain("✓ server");
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
