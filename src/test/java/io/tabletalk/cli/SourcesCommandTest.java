package io.tabletalk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesCommandTest {

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
    void listsSourcesAsATable() {
        server.on("GET /api/sources", 200, """
                {"sources":[
                  {"name":"orders","type":"postgresql","settings":{"database":"shop","table":"orders","password":"********"},
                   "last_synced":"not a time","paused":false,"next_run":"soon",
                   "live":{"state":"failing","problem":"It is a view.","applied_up_to":"noon"}},
                  {"name":"a-much-longer-name","type":"csv","settings":{"file_path":"uploads/a.csv"},"last_synced":null,"paused":true,"next_run":null}]}""");

        CommandRun run = sources();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).isEqualTo("""
                NAME                TYPE        READS           SYNCED      NEXT RUN  LIVE
                orders              postgresql  orders in shop  not a time  soon      NOT FOLLOWED
                a-much-longer-name  csv         uploads/a.csv               paused
                """);
    }

    @Test
    void aSourceWhoseLastReadDidNotEndWellIsMarked() {
        server.on("GET /api/sources", 200, """
                {"sources":[
                  {"name":"notes","type":"folder","settings":{"file_path":"notes"},"last_read":{"status":"completed_with_errors"}},
                  {"name":"orders","type":"csv","settings":{"file_path":"o.csv"},"last_read":{"status":"completed"}},
                  {"name":"shop","type":"http","settings":{},"last_read":{"status":"failed"}},
                  {"name":"young","type":"http","settings":{},"last_read":null}]}""")
                .on("GET /api/sources/shop", 200, """
                {"name":"shop","type":"http","settings":{},
                 "last_read":{"status":"failed","failed":0,"splits_failed":1,"error":"The server does not answer."}}""")
                .on("GET /api/sources/shop/schema", 200, "{\"fields\":[]}");

        assertThat(sources().out()).isEqualTo("""
                NAME    TYPE    READS  SYNCED  NEXT RUN  LIVE  LAST READ
                notes   folder  notes                          WITH ERRORS
                orders  csv     o.csv
                shop    http                                   FAILED
                young   http
                """);
        assertThat(sources("show", "shop").out())
                .contains("last read failed: 1 part failed. The server does not answer. Why: GET"
                        + " /api/dead-letters?source=shop\n");
    }

    @Test
    void showsOneSourceWithItsFieldsAndRows() {
        server.on("GET /api/sources/my%20orders", 200, """
                        {"name":"my orders","type":"csv","settings":{"file_path":"o.csv","encoding":null},
                         "updated_at":"x","last_synced":"y","schedule":{"every":"PT15M"},"next_run":"z",
                         "live":{"state":"failing","problem":"It is a view.","applied_up_to":"noon"}}""").on("GET /api/sources/my%20orders/schema", 200, """
                        {"fields":[{"name":"id","type":"integer","text":false},
                                   {"name":"note","type":"text","text":true}],
                         "key_fields":["id"],"estimated_rows":null,"samples":[{"id":1,"note":"two\\nlines"}]}""");

        CommandRun run = sources("show", "my orders");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).isEqualTo("""
                name      my orders
                type      csv
                updated   x
                synced    y
                schedule  every PT15M
                next run  z
                live      NOT FOLLOWED
                problem   It is a view.
                current   noon
                setting   file_path = o.csv
                rows      not known before reading

                FIELD  TYPE
                id     integer  key
                note   text     text

                  id: 1
                  note: two lines
                """);
    }

    @Test
    void anUnknownSourceIsToldInTheServersWords() {
        server.on("GET /api/sources/none", 404, "{\"detail\":\"There is no source 'none'.\"}");

        CommandRun run = sources("show", "none");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).isEqualTo("There is no source 'none'.\n");
    }

    private CommandRun sources(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "sources";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--url";
        all[arguments.length + 2] = server.url().toString();
        return CommandRun.in(directory).run(all);
    }
}
