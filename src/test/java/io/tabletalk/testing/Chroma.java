package io.tabletalk.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.jspecify.annotations.Nullable;

/// A real Chroma server in a process of its own, from its npm packages, which are installed once into the user's cache
/// folder. [#shared] is started with the first test that needs it and ends with the virtual machine; tests keep out of
/// each other's way by databases of their own, named with [#database].
public final class Chroma implements AutoCloseable {

    /// Newer ones need a newer C library than Debian 12 has.
    private static final List<String> PACKAGES =
            List.of("chromadb@3.0.11", "chromadb-js-bindings-" + platform() + "@1.0.5");

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long INSTALLATION_MINUTES = 10;

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
        Chroma chroma = new Chroma(installed(), directory, FreePort.find());
        chroma.restart();
        return chroma;
    }

    public static String database() {
        return "test-" + UUID.randomUUID();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
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

    /// Another test run may do the same at once: each installs beside, and the first one to be ready is kept.
    private static Path installed() throws IOException, InterruptedException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "tabletalk");
        Path wanted = cache.resolve(String.join("+", PACKAGES));
        if (!Files.exists(wanted)) {
            Files.createDirectories(cache);
            Path made = Files.createTempDirectory(cache, "installing");
            install(made);
            try {
                Files.move(made, wanted);
            } catch (FileSystemException e) {
                if (!Files.exists(wanted)) {
                    throw e;
                }
            }
        }
        return wanted;
    }

    private static void install(Path directory) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("package.json"), "{\"private\": true}");
        List<String> command = new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund"));
        command.addAll(PACKAGES);
        Path output = directory.resolve("npm.out");
        Process npm = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!npm.waitFor(INSTALLATION_MINUTES, TimeUnit.MINUTES)) {
            npm.destroyForcibly();
            throw new IOException("npm has not finished after " + INSTALLATION_MINUTES + " minutes.");
        }
        if (npm.exitValue() != 0) {
            throw new IOException("npm could not install " + PACKAGES + ": " + Files.readString(output));
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
