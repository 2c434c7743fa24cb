package io.tabletalk.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.jspecify.annotations.Nullable;

/// A real Chroma server in a process of its own, from its npm packages. [#shared] is started with the first test that
/// needs it and ends with the virtual machine; tests keep out of each other's way by databases of their own, named with
/// [#database].
public final class Chroma implements AutoCloseable {

    /// Newer ones need a newer C library than Debian 12 has.
    public static final String VERSION = "chromadb@3.0.11";

    private static final List<String> PACKAGES = List.of(VERSION, "chromadb-js-bindings-" + platform() + "@1.0.5");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path installation;
    private final Path directory;
    private final int port;
    private final ServerProcess process;

    private static final class Shared {
        private static final @Nullable Chroma INSTANCE;
        private static final @Nullable Exception FAILURE;

        static {
            Chroma started = null;
            Exception failure = null;
            try {
                started = start(Files.createTempDirectory("chroma"));
            } catch (IOException | ConditionTimeoutException | TerminalFailureException e) {
                failure = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = e;
            }
            INSTANCE = started;
            FAILURE = failure;
        }
    }

    private Chroma(Path installation, Path directory, int port) {
        this.installation = installation;
        this.directory = directory;
        this.port = port;
        this.process = new ServerProcess(directory.resolve("chroma.out"), PATIENCE, this::answers);
    }

    public static Chroma shared() {
        if (Shared.INSTANCE == null) {
            throw RealServices.missing(
                    "The Chroma server does not start; it needs Node.js 20 or newer with npm.", Shared.FAILURE);
        }
        return Shared.INSTANCE;
    }

    /// A server for a test that stops it.
    ///
    /// @param directory for its data
    public static Chroma start(Path directory) throws IOException, InterruptedException {
        Chroma chroma = new Chroma(NpmPackages.installed(PACKAGES), directory, FreePort.find());
        chroma.restart();
        return chroma;
    }

    public static String database() {
        return "test-" + UUID.randomUUID();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// Of the process of the server, for measuring it.
    public long processId() throws IOException {
        return process.id();
    }

    /// Starts the server again with the same address and data, and waits until it answers.
    public void restart() throws IOException {
        process.start(command());
    }

    /// Ends the process as a crash would, if it runs.
    public void kill() throws IOException {
        process.kill();
    }

    @Override
    public void close() throws IOException {
        kill();
    }

    private List<String> command() {
        return List.of(
                "node",
                installation.resolve("node_modules/.bin/chroma").toString(),
                "run",
                "--path",
                directory.resolve("data").toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port));
    }

    private boolean answers() throws InterruptedException {
        HttpRequest heartbeat =
                HttpRequest.newBuilder(url().resolve("/api/v2/heartbeat")).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(heartbeat, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static String platform() {
        boolean isArm = System.getProperty("os.arch").equals("aarch64");
        String system = System.getProperty("os.name");
        if (system.startsWith("Mac")) {
            return isArm ? "darwin-arm64" : "darwin-x64";
        }
        return isArm ? "linux-arm64-gnu" : "linux-x64-gnu";
    }
}
