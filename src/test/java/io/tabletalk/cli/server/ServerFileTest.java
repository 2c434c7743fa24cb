package io.tabletalk.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFileTest {

    @TempDir
    Path directory;

    @Test
    void isFoundWhileTheServersProcessLives() throws IOException {
        ServerFile written =
                new ServerFile("http://127.0.0.1:8000", ProcessHandle.current().pid(), "0.1.0");

        written.write(directory);

        assertThat(ServerFile.read(directory)).contains(written);
    }

    @Test
    void isNotFoundOnceTheProcessHasEnded() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        new ServerFile("http://127.0.0.1:8000", ended.pid(), "0.1.0").write(directory);

        assertThat(ServerFile.read(directory)).isEmpty();
    }

    @Test
    void isNotFoundWhenDeletedCutOffOrNeverWritten() throws IOException {
        assertThat(ServerFile.read(directory)).isEmpty();
        Files.writeString(directory.resolve("server.json"), "{\"url\":\"http");
        assertThat(ServerFile.read(directory)).isEmpty();
        ServerFile.delete(directory);
        assertThat(directory.resolve("server.json")).doesNotExist();
    }
}
