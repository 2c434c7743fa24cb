package io.tabletalk.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.jspecify.annotations.Nullable;

/// A real Redis server in a process of its own, which keeps nothing on disk: it comes back empty. [#shared] is started
/// with the first test that needs it and ends with the virtual machine; tests keep out of each other's way by keys of
/// their own, named with [#prefix].
public final class Redis implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path directory;
    private final int plain;
    private final int port;
    private final List<String> options;
    private final ServerProcess process;

    private static final class Shared {
        private static final @Nullable Redis INSTANCE;
        private static final @Nullable Exception FAILURE;

        static {
            Redis started = null;
            Exception failure = null;
            try {
                started = start(Files.createTempDirectory("redis"));
            } catch (IOException | ConditionTimeoutException | TerminalFailureException e) {
                failure = e;
            }
            INSTANCE = started;
            FAILURE = failure;
        }
    }

    /// @param plain where it is asked in the clear whether it answers
    /// @param port  where clients are to connect
    private Redis(Path directory, int plain, List<String> options, int port) {
        this.directory = directory;
        this.plain = plain;
        this.port = port;
        this.options = options;
        this.process = new ServerProcess(directory.resolve("redis.out"), PATIENCE, this::answers);
    }

    public static Redis shared() {
        if (Shared.INSTANCE == null) {
            throw RealServices.missing("The Redis server does not start.", Shared.FAILURE);
        }
        return Shared.INSTANCE;
    }

    /// A server for a test that stops it.
    ///
    /// @param directory for its program and its output
    /// @param options   of the server's command line
    public static Redis start(Path directory, String... options) throws IOException {
        int port = FreePort.find();
        Redis redis = new Redis(directory, port, List.of(options), port);
        redis.restart();
        return redis;
    }

    /// A server that speaks TLS and wants a password of everyone. Not every build of Redis can.
    ///
    /// @param directory for its program and its output
    public static Redis startEncrypted(Path directory, Certificate certificate, String password) throws IOException {
        int port = FreePort.find();
        List<String> options = List.of(
                "--tls-port",
                Integer.toString(port),
                "--tls-auth-clients",
                "no",
                "--requirepass",
                password,
                "--tls-cert-file",
                certificate.pem().toString(),
                "--tls-key-file",
                certificate.key().toString());
        Redis redis = new Redis(directory, FreePort.find(), options, port);
        try {
            redis.restart();
        } catch (TerminalFailureException e) {
            throw RealServices.missing("This build of Redis does not start with TLS.", e);
        }
        return redis;
    }

    /// What no other test's keys begin with.
    public static String prefix() {
        return "test-" + UUID.randomUUID();
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /// Starts the server again at the same address, empty, and waits until it answers.
    public void restart() throws IOException {
        process.start(command());
    }

    /// Stops the process in the middle of what it does: it accepts connections and never answers.
    public void freeze() throws IOException {
        process.freeze();
    }

    /// Lets a frozen process go on.
    public void thaw() throws IOException {
        process.thaw();
    }

    /// Ends the process as a crash would, if it runs.
    public void kill() throws IOException {
        process.kill();
    }

    @Override
    public void close() throws IOException {
        kill();
    }

    private List<String> command() throws IOException {
        List<String> command = new ArrayList<>(List.of(program().toString()));
        command.addAll(List.of("--port", Integer.toString(plain), "--bind", "127.0.0.1"));
        command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", directory.toString()));
        command.addAll(options);
        return command;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), plain)) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            int first = socket.getInputStream().read();
            return first == '+' || first == '-'; // a server that wants a password refuses
        } catch (IOException e) {
            return false;
        }
    }

    private Path program() throws IOException {
        Path program = directory.resolve("redis-server");
        if (!Files.exists(program)) {
            try (InputStream packed = Redis.class.getResourceAsStream("/" + resource())) {
                if (packed == null) {
                    throw new IOException("There is no " + resource() + ".");
                }
                Files.copy(packed, program, StandardCopyOption.REPLACE_EXISTING);
            }
            if (!program.toFile().setExecutable(true)) {
                throw new IOException(program + " cannot be made executable.");
            }
        }
        return program;
    }

    private static String resource() {
        boolean isArm = System.getProperty("os.arch").equals("aarch64");
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")) {
            return "redis-server-6.2.6-v5-darwin-" + (isArm ? "arm64" : "amd64");
        }
        return isArm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
    }
}
