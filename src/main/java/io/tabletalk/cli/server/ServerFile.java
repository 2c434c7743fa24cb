package io.tabletalk.cli.server;

import io.tabletalk.state.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Where the server of a data directory listens: `server.json` in that directory, for as long as the server runs.
///
/// @param url     such as `http://127.0.0.1:8000`
/// @param pid     the server's process
/// @param version of the server
public record ServerFile(String url, long pid, String version) {

    private static final JsonMapper JSON = new JsonMapper();

    /// The server that runs on the data directory. A file that a killed server left behind does not count.
    public static Optional<ServerFile> read(Path dataDirectory) {
        try {
            ServerFile found = JSON.readValue(Files.readString(path(dataDirectory)), ServerFile.class);
            return Optional.of(found).filter(ServerFile::isAlive);
        } catch (IOException | JacksonException e) {
            return Optional.empty(); // no file, or one that was cut off: no server to be found by it
        }
    }

    /// Replaces the file as a whole, so that no reader sees half of it.
    public void write(Path dataDirectory) throws IOException {
        Path unfinished = dataDirectory.resolve("server.json.new");
        Files.writeString(unfinished, JSON.writeValueAsString(this));
        Files.move(unfinished, path(dataDirectory), StandardCopyOption.ATOMIC_MOVE);
    }

    public static void delete(Path dataDirectory) throws IOException {
        Files.deleteIfExists(path(dataDirectory));
    }

    private boolean isAlive() {
        return ProcessHandle.of(pid).isPresent();
    }

    private static Path path(Path dataDirectory) {
        return new DataDirectory(dataDirectory).serverAddress();
    }
}
