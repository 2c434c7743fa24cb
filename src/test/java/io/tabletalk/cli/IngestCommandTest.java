package io.tabletalk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.cli.server.ServerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestCommandTest {

    private static final String COMPLETED = """
            {"id":"b1","source":"orders.csv","status":"completed","phase":"sweeping","total":12,"read":12,"applied":9,
             "added":7,"updated":2,"deleted":1,"skipped":3,"failed":0,"removed":1,"error":null}""";

    @TempDir
    Path directory;

    FakeServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new FakeServer();
        Files.writeString(directory.resolve("orders.csv"), "a\n1\n");
        Files.writeString(directory.resolve("notes.md"), "# Notes");
        for (String source : List.of("orders.csv", "uploads-orders.csv")) {
            server.on("GET /api/sources/" + source + "/excluded?limit=6", 200, "{\"documents\":[]}");
        }
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void uploadsAFileAndWaitsUntilItIsIn() {
        server.on("POST /api/files", 201, "{\"path\":\"uploads/orders.csv\"}")
                .on("POST /ingest-csv", 200, "{\"batch_id\":\"b1\"}")
                .on("GET /api/batches/b1", 200, "{\"status\":\"queued\",\"phase\":\"planning\",\"total\":null}")
                .on(
                        "GET /api/batches/b1",
                        200,
                        "{\"status\":\"running\",\"phase\":\"reading\",\"total\":null,\"read\":5}")
                .on("GET /api/batches/b1", 200, COMPLETED);

        CommandRun run = ingest("orders.csv");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .isEqualTo("orders.csv  completed: 12 documents, 7 new, 2 changed, 3 unchanged, 1 deleted\n");
        assertThat(run.err()).isEmpty();
        assertThat(server.requests().get(1).body()).isEqualTo("{\"file_path\":\"uploads/orders.csv\"}");
    }

    @Test
    void whatWasKeptAlthoughItMayBeGoneIsSaid() {
        server.on("POST /api/sources/orders/sync", 202, "{\"id\":\"b1\"}").on("GET /api/batches/b1", 200, """
                {"id":"b1","source":"orders","status":"completed_with_errors","phase":"sweeping","total":1,"read":1,
                 "applied":1,"added":1,"skipped":0,"failed":0,"removed":0,"error":"Part 1 could not be read: It is empty.",
                 "note":"2 documents that were not met were kept."}""");

        assertThat(ingest("--source", "orders").out())
                .isEqualTo("orders  completed with errors: 1 document, 1 new."
                        + " Part 1 could not be read: It is empty. 2 documents that were not met were kept.\n");
    }

    @Test
    void theNameToAskTheSourceByIsToldWhereItIsNotTheFiles() {
        server.on("POST /api/files", 201, "{\"path\":\"uploads/orders.csv\"}")
                .on("POST /ingest-csv", 200, "{\"batch_id\":\"b1\"}")
                .on("GET /api/batches/b1", 200, COMPLETED.replace("orders.csv", "uploads-orders.csv"));

        assertThat(ingest("orders.csv").out())
                .isEqualTo("orders.csv  completed: 12 documents, 7 new, 2 changed, 3 unchanged, 1 deleted\n"
                        + "    as source uploads-orders.csv\n");
    }

    @Test
    void documentsThatAreKeptOutAreNamedSinceTheyCountAsUnchanged() {
        server.on("POST /api/sources/plants/sync", 202, "{\"id\":\"b1\"}")
                .on("GET /api/batches/b1", 200, COMPLETED.replace("orders.csv", "plants.csv"))
                .on("GET /api/sources/plants.csv/excluded?limit=6", 200, """
                        {"documents":[{"key":"10"},{"key":"11"}],"next":null}""");

        assertThat(ingest("--source", "plants").out())
                .contains("    of this source, kept out since they were deleted here: 10, 11; let");
    }

    @Test
    void otherFilesBecomeASourceOfTheirKind() {
        server.on("POST /api/files", 201, "{\"path\":\"uploads/notes.md\"}")
                .on("POST /api/sources", 201, "{\"name\":\"uploads-notes.md\"}")
                .on("POST /api/sources/uploads-notes.md/sync", 202, "{\"id\":\"b1\"}")
                .on("GET /api/batches/b1", 200, COMPLETED);

        assertThat(ingest("notes.md").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(server.requests().get(1).body())
                .contains("\"type\":\"markdown\"", "\"file_path\":\"uploads/notes.md\"");
    }

    @Test
    void rowsAreToldApartByTheKeyThatIsGiven() {
        server.on("POST /api/files", 201, "{\"path\":\"uploads/orders.csv\"}")
                .on("POST /ingest-csv", 200, "{\"batch_id\":\"b1\"}")
                .on("GET /api/batches/b1", 200, COMPLETED)
                .on("POST /api/files", 201, "{\"path\":\"uploads/notes.md\"}")
                .on("POST /api/sources", 201, "{\"name\":\"uploads-notes.md\"}")
                .on("POST /api/sources/uploads-notes.md/sync", 202, "{\"id\":\"b1\"}")
                .on("GET /api/batches/b1", 200, COMPLETED);

        assertThat(ingest("--key", "shop,number", "orders.csv", "notes.md").exitCode())
                .isEqualTo(ExitCode.OK);

        assertThat(server.requests())
                .filteredOn(request -> request.body().contains("file_path"))
                .extracting(FakeServer.Request::body)
                .satisfiesExactly(
                        table -> assertThat(table).contains("\"key_columns\":[\"shop\",\"number\"]"),
                        notes -> assertThat(notes).doesNotContain("key_columns"));
    }

    @Test
    void readsADefinedSourceAgain() {
        server.on("POST /api/sources/orders/sync", 202, "{\"id\":\"b1\"}").on("GET /api/batches/b1", 200, COMPLETED);

        CommandRun run = ingest("--source", "orders");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).startsWith("orders  completed");
    }

    @Test
    void whatLiesInTheDataDirectoryIsNotUploaded() throws IOException {
        Path data = directory.resolve("data");
        Files.createDirectories(data.resolve("handbook"));
        new ServerFile(server.url().toString(), ProcessHandle.current().pid(), "0.1.0").write(data);
        server.on("POST /api/sources", 201, "{\"name\":\"handbook\"}")
                .on("POST /api/sources/handbook/sync", 202, "{\"id\":\"b1\"}")
                .on("GET /api/batches/b1", 200, COMPLETED);

        CommandRun run = CommandRun.in(directory).run("ingest", "data/handbook");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(server.requests().getFirst().body()).contains("\"type\":\"folder\"", "\"file_path\":\"handbook\"");
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthersOut() {
        server.on("POST /api/files", 201, "{\"path\":\"uploads/orders.csv\"}")
                .on("POST /ingest-csv", 422, "{\"detail\":\"The file is empty.\"}")
                .on("POST /api/sources/shop/sync", 202, "{\"id\":\"b1\"}")
                .on("GET /api/batches/b1", 200, COMPLETED);

        CommandRun run = ingest("orders.csv", "--source", "shop");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).contains("orders.csv  failed: The file is empty.", "shop  completed: 12 documents");
    }

    @Test
    void failedDocumentsAreNamedWithTheirReasons() {
        server.on("POST /api/sources/shop/sync", 202, "{\"id\":\"b1\"}")
                .on("GET /api/batches/b1", 200, """
                        {"status":"completed_with_errors","total":9,"applied":2,"updated":2,"failed":7}""")
                .on("GET /api/dead-letters?batch=b1&limit=5", 200, """
                        {"total":7,"dead_letters":[{"key":"17","reason":"The date '31.13.' is not valid."}]}""");

        CommandRun run = ingest("--source", "shop");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .contains("completed with errors: 9 documents, 2 changed, 7 failed")
                .contains("17: The date '31.13.' is not valid.")
                .contains("and 6 more");
    }

    @Test
    void aBatchThatFailedAsAWholeSaysWhy() {
        server.on("POST /api/sources/shop/sync", 202, "{\"id\":\"b1\"}").on("GET /api/batches/b1", 200, """
                        {"status":"failed","total":null,"read":3,"error":"The database does not answer."}""");

        CommandRun run = ingest("--source", "shop");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEqualTo("shop  failed: 3 documents. The database does not answer.\n");
    }

    @Test
    void aPersonSeesABarButNoShareBeforeTheTotalIsKnown() {
        server.on("POST /api/sources/shop/sync", 202, "{\"id\":\"b1\"}")
                .on("GET /api/batches/b1", 200, """
                        {"status":"running","phase":"reading","total":null,"read":1500}""")
                .on("GET /api/batches/b1", 200, """
                        {"status":"running","phase":"reading","total":3000,"applied":700,"skipped":50}""")
                .on("GET /api/batches/b1", 200, COMPLETED);

        CommandRun run = CommandRun.in(directory)
                .watching()
                .run("ingest", "--url", server.url().toString(), "--source", "shop");

        assertThat(run.err().split("\r\u001b\\[K"))
                .containsExactly(
                        "",
                        "shop  reading, 1,500 documents",
                        "shop  ██████░░░░░░░░░░░░░░░░░░  750 of 3,000 documents, 25 %");
    }

    @Test
    void aFileThatIsMissingDoesNotKeepTheOthersOut() {
        server.on("POST /api/files", 201, "{\"path\":\"uploads/orders.csv\"}")
                .on("POST /ingest-csv", 200, "{\"batch_id\":\"b1\"}")
                .on("GET /api/batches/b1", 200, COMPLETED);

        CommandRun run = ingest("nowhere.csv", "orders.csv");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).isEqualTo("There is no file nowhere.csv.\n");
        assertThat(run.out()).startsWith("orders.csv  completed: 12 documents");
    }

    @Test
    void aBatchThatDoesNotGoOnSaysWhyOnce() {
        String stalled = """
                {"status":"running","phase":"reading","total":3,"applied":0,
                 "stalled":"Nothing has happened for 6 minutes. A process is at a long piece of work."}""";
        server.on("POST /api/sources/shop/sync", 202, "{\"id\":\"b1\"}")
                .on("GET /api/batches/b1", 200, stalled)
                .on("GET /api/batches/b1", 200, stalled.replace("6 minutes", "7 minutes"))
                .on("GET /api/batches/b1", 200, COMPLETED);

        CommandRun run = ingest("--source", "shop");

        assertThat(run.err())
                .isEqualTo("shop  Nothing has happened for 6 minutes. A process is at a long piece of work.\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void nothingIsSentWhenEveryFileIsMissing() {
        CommandRun run = ingest("nowhere.csv", "neither.csv");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).isEqualTo("There is no file nowhere.csv.\nThere is no file neither.csv.\n");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void anotherFileOfTheNameOfAnEarlierUploadIsRefusedUnlessItReplacesIt() {
        server.on("POST /api/files", 409, """
                        {"detail":"There is another file 'orders.csv' already, which came from /old/orders.csv."}""")
                .on("POST /api/files", 201, "{\"path\":\"uploads/orders.csv\"}")
                .on("POST /ingest-csv", 200, "{\"batch_id\":\"b1\"}")
                .on("GET /api/batches/b1", 200, COMPLETED);

        CommandRun refused = ingest("orders.csv");
        CommandRun replaced = ingest("--replace", "orders.csv");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.out()).contains("orders.csv  failed: There is another file", "/old/orders.csv");
        assertThat(replaced.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(server.requests())
                .filteredOn(request -> request.path().equals("/api/files"))
                .extracting(FakeServer.Request::body)
                .allSatisfy(body -> assertThat(body)
                        .contains(directory.resolve("orders.csv").toString()))
                .satisfiesExactly(
                        first -> assertThat(first).contains("\r\n\r\nfalse\r\n"),
                        second -> assertThat(second).contains("\r\n\r\ntrue\r\n"));
    }

    @Test
    void filesOfTheSameNameAreNotMixedUp() throws IOException {
        Files.writeString(Files.createDirectory(directory.resolve("old")).resolve("orders.csv"), "a\n2\n");
        server.on("POST /api/files", 201, "{\"path\":\"uploads/orders.csv\"}")
                .on("POST /ingest-csv", 200, "{\"batch_id\":\"b1\"}")
                .on("GET /api/batches/b1", 200, COMPLETED);

        CommandRun run = ingest("orders.csv", "old/orders.csv");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .contains("old/orders.csv  failed: it has the same file name as orders.csv")
                .contains("orders.csv  completed");
    }

    @Test
    void aFolderElsewhereIsRefusedWithWhatToDo() throws IOException {
        Files.createDirectory(directory.resolve("notes"));

        CommandRun run = ingest("notes");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).contains("notes  failed: it is a folder outside the data directory. Copy it");
    }

    @Test
    void withoutFilesAndSourcesItIsWrongUsage() {
        CommandRun run = CommandRun.in(directory).run("ingest");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("Name the files to read, or sources to read again: --source NAME\n");
    }

    private CommandRun ingest(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "ingest";
        all[1] = "--url";
        all[2] = server.url().toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return CommandRun.in(directory).run(all);
    }
}
