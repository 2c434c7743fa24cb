package io.tabletalk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

    private static final String CLEAN = """
            {"status":"completed","documents":1200,"missing":0,"stale":0,"orphaned":0,"unsettled":0,"unreadable":0,
             "repaired":0,"keys":[]}""";

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
    void waitsForTheAuditAndSaysThatNothingDiffers() {
        server.on("POST /api/sources/my%20orders/verify?repair=false", 202, "{\"status\":\"waiting\"}")
                .on("GET /api/sources/my%20orders/audit", 200, "{\"status\":\"comparing\",\"documents\":100}")
                .on("GET /api/sources/my%20orders/audit", 200, CLEAN);

        CommandRun run = verify("my orders");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).isEqualTo("my orders  1,200 documents: the index holds them all as they are\n");
    }

    @Test
    void driftIsShownAndIsAFailure() {
        server.on("POST /api/sources/orders/verify?repair=false", 202, """
                {"status":"completed","documents":3,"missing":1,"stale":0,"orphaned":2,"unsettled":0,"unreadable":1,
                 "repaired":0,"keys":[{"key":"17","problem":"missing"},{"key":"a/b","problem":"orphaned"}]}""");

        CommandRun run = verify("orders");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEqualTo("""
                orders  3 documents: 1 missing, 2 orphaned, 1 record could not be read
                    missing   17
                    orphaned  a/b
                    and 1 more
                """);
    }

    @Test
    void whatWasRepairedIsNoFailure() {
        server.on("POST /api/sources/orders/verify?repair=true", 202, """
                {"status":"completed","documents":3,"missing":1,"stale":0,"orphaned":0,"unsettled":0,"unreadable":0,
                 "repaired":1,"keys":[{"key":"17","problem":"missing"}]}""");

        assertThat(verify("--repair", "orders").exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void whatCouldNotBeJudgedOrComparedIsAFailure() {
        server.on("POST /api/sources/a/verify?repair=false", 202, """
                        {"status":"completed","documents":3,"unsettled":2,"keys":[]}""")
                .on("POST /api/sources/b/verify?repair=false", 202, """
                        {"status":"failed","error":"The server does not answer."}""");

        assertThat(verify("a").exitCode()).isEqualTo(ExitCode.FAILED);
        CommandRun failed = verify("b");
        assertThat(failed.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failed.out()).isEqualTo("b  failed: The server does not answer.\n");
    }

    @Test
    void whatIsKeptBecauseOfAnUnreadableRecordIsAFailure() {
        server.on("POST /api/sources/lamps/verify?repair=false", 202, """
                {"status":"completed","documents":2,"kept":2,"unreadable":1,
                 "keys":[{"key":"lamps.csv#2","problem":"kept"},{"key":"lamps.csv#3","problem":"kept"}]}""");

        CommandRun run = verify("lamps");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEqualTo("""
                lamps  2 documents: the index holds them all as they are, 2 in the index were not found in the source \
                and are kept, since 1 record could not be read
                    kept      lamps.csv#2
                    kept      lamps.csv#3
                """);
    }

    @Test
    void aPartThatCouldNotBeReadIsToldWithItsReasonAndIsAFailure() {
        server.on("POST /api/sources/notes/verify?repair=false", 202, """
                {"status":"completed","documents":5,"unread_parts":1,"unread_reasons":["'bad.json' is no valid JSON."],
                 "keys":[]}""");

        CommandRun run = verify("notes");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .isEqualTo("notes  5 documents: the index holds them all as they are, 1 part could not be read:"
                        + " 'bad.json' is no valid JSON.\n");
    }

    @Test
    void recordsWithTheKeyOfAnotherAndDocumentsKeptOutAreToldAndAreNoFailure() {
        server.on("POST /api/sources/desks/verify?repair=false", 202, """
                {"status":"completed","documents":54,"excluded":1,"duplicates":1,"keys":[]}""");

        CommandRun run = verify("desks");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .isEqualTo(
                        "desks  54 documents: the index holds them all as they are, 1 kept out since it was deleted here,"
                                + " 1 record has the key of another\n");
    }

    @Test
    void withoutANameAllSourcesAreVerified() {
        server.on("GET /api/sources", 200, """
                        {"sources":[{"name":"a"},{"name":"b"}]}""")
                .on("POST /api/sources/a/verify?repair=false", 202, CLEAN)
                .on("POST /api/sources/b/verify?repair=false", 202, CLEAN);

        CommandRun run = verify();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("a  1,200 documents").contains("b  1,200 documents");
    }

    private CommandRun verify(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("verify", "--url", server.url().toString()));
        all.addAll(List.of(arguments));
        return CommandRun.in(directory).run(all.toArray(String[]::new));
    }
}
