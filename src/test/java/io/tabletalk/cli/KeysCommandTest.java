package io.tabletalk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

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
    void listsKeysAndSendsTheOneOfTheEnvironmentFile() throws IOException {
        Files.writeString(directory.resolve(".env"), "TABLETALK_API_KEY=a-main-key-for-the-test\n");
        server.on("GET /api/keys", 200, """
                {"required":true,"current":"main key","main":true,
                 "keys":[{"id":"0123456789ab","name":"laptop","created_at":"not a time"}]}""");

        CommandRun run = keys();

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).isEqualTo("""
                ID            NAME    MADE
                0123456789ab  laptop  not a time
                """);
        assertThat(server.onlyRequest().authorization()).isEqualTo("Bearer a-main-key-for-the-test");
    }

    @Test
    void aKeyIsSentNowhereWithoutOne() {
        server.on("GET /api/keys", 200, "{\"required\":false,\"main\":false,\"keys\":[]}");

        assertThat(keys().out()).startsWith("This server asks for no API keys.");
        assertThat(server.onlyRequest().authorization()).isEqualTo("null");
    }

    @Test
    void aNewKeyStandsAloneOnTheOutput() {
        server.on("POST /api/keys", 201, "{\"id\":\"0123456789ab\",\"name\":\"laptop\",\"key\":\"tt_0123456789ab_x\"}");

        CommandRun run = keys("create", "laptop");

        assertThat(run.out()).isEqualTo("tt_0123456789ab_x\n");
        assertThat(run.err()).contains("shown this once");
        assertThat(server.onlyRequest().body()).isEqualTo("{\"name\":\"laptop\"}");
    }

    @Test
    void aKeyIsRevoked() {
        server.on("DELETE /api/keys/0123456789ab", 204, "");

        assertThat(keys("revoke", "0123456789ab").out()).isEqualTo("Revoked.\n");
    }

    @Test
    void aServerThatAsksForAKeyIsHeard() {
        server.on(
                "GET /api/keys",
                401,
                "{\"detail\":\"This server asks for an API key.\",\"code\":\"api_key_required\"}");

        CommandRun run = keys();

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).isEqualTo("This server asks for an API key.\n");
    }

    private CommandRun keys(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "keys";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--url";
        all[arguments.length + 2] = server.url().toString();
        return CommandRun.in(directory).run(all);
    }
}
