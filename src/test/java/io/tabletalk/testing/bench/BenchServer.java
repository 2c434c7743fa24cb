package io.tabletalk.testing.bench;

import io.tabletalk.testing.FreePort;
import io.tabletalk.testing.LocalApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A server in a process of its own, with the Java flags of the launcher. It ends with this process.
public final class BenchServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> FLAGS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:InitialHeapSize=64m",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TrimNativeHeapInterval=30000");

    /// Other variables are settings of a server that this one must not touch, such as where its database is.
    private static final Set<String> KEPT = Set.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL");

    private final Process process;
    private final LocalApi api;

    private BenchServer(Process process, LocalApi api) {
        this.process = process;
        this.api = api;
    }

    /// Waits until it answers.
    ///
    /// @param folder where its data and its output go
    public static BenchServer start(Path folder, List<String> arguments) throws IOException {
        int port = FreePort.find();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.tabletalk.cli.Main", "serve"));
        command.addAll(List.of(
                "--port",
                Integer.toString(port),
                "--data-dir",
                folder.resolve("data").toString()));
        command.addAll(arguments);
        Path output = folder.resolve("server.out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile()) // where no .env lies
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> !KEPT.contains(name) && !name.startsWith("TABLETALK_EMBEDDING_"));
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BenchServer server = new BenchServer(process, new LocalApi(port));
        Awaitility.await("the server answers; its output is " + output)
                .atMost(PATIENCE)
                .failFast("the server has ended; its output is " + output, () -> !process.isAlive())
                .until(server::answers);
        return server;
    }

    public static List<String> javaOptions() {
        return Stream.concat(FLAGS.stream(), JavaOptions.added().stream()).toList();
    }

    private boolean answers() {
        try {
            return api.get("/health").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false; // not yet
        }
    }

    public LocalApi api() {
        return api;
    }

    public Memory memory() throws IOException {
        return Memory.of(process.pid());
    }

    /// Seconds of processor time that it has taken until now.
    public double processorSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
