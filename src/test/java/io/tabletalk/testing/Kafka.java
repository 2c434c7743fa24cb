package io.tabletalk.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.jspecify.annotations.Nullable;

/// A real Kafka broker in a process of its own. [#shared] is started with the first test that needs it and stopped with
/// the virtual machine; tests keep out of each other's way by topics of their own, named with [#prefix].
public final class Kafka implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path directory;
    private final int port;
    private final int controllerPort;
    private @Nullable Process process;

    private static final class Shared {
        private static final @Nullable Kafka INSTANCE;
        private static final @Nullable Exception FAILURE;

        static {
            Kafka started = null;
            Exception failure = null;
            try {
                started = start(Files.createTempDirectory("kafka"));
            } catch (IOException | ConditionTimeoutException | TerminalFailureException e) {
                failure = e;
            }
            INSTANCE = started;
            FAILURE = failure;
        }
    }

    private Kafka(Path directory, int port, int controllerPort) {
        this.directory = directory;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    public static Kafka shared() {
        if (Shared.INSTANCE == null) {
            throw RealServices.missing("The Kafka broker does not start.", Shared.FAILURE);
        }
        return Shared.INSTANCE;
    }

    /// A broker for a test that stops it.
    ///
    /// @param directory for its data
    public static Kafka start(Path directory) throws IOException {
        Kafka kafka = new Kafka(directory, FreePort.find(), FreePort.find());
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::kill));
        kafka.restart();
        return kafka;
    }

    /// What no other test's topics begin with.
    public static String prefix() {
        return "test-" + UUID.randomUUID() + ".";
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500));
    }

    /// Ends the process as a crash would, if it runs.
    public void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /// Starts the broker again with the same address and data, and waits until it answers.
    public void restart() throws IOException {
        Path output = directory.resolve("broker.out");
        Process started = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        process = started;
        try (Admin admin = admin()) {
            Awaitility.await("the broker answers; its output is " + output)
                    .atMost(PATIENCE)
                    .failFast("the broker has ended; its output is " + output, () -> !started.isAlive())
                    .until(() -> answers(admin));
        }
    }

    @Override
    public void close() {
        kill();
    }

    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KafkaBroker.class.getName(),
                directory.toString(),
                Integer.toString(port),
                Integer.toString(controllerPort));
    }

    private static boolean answers(Admin admin) throws InterruptedException, ExecutionException {
        try {
            return !admin.describeCluster().nodes().get(1, TimeUnit.SECONDS).isEmpty();
        } catch (TimeoutException e) {
            return false;
        }
    }
}
