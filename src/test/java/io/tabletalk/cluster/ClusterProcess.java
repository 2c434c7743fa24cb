package io.tabletalk.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A server or a worker in a process of its own, which may be killed and started again. Ends with this process.
public final class ClusterProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String name;
    private final Path directory;
    private final List<String> arguments;
    private @Nullable Process process;

    /// @param directory where its output goes
    ClusterProcess(String name, Path directory, List<String> arguments) {
        this.name = name;
        this.directory = directory;
        this.arguments = List.copyOf(arguments);
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    public String name() {
        return name;
    }

    public synchronized void start() throws IOException {
        process = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve(name + ".out").toFile()))
                .start();
    }

    /// Ends it as `kill -9` does.
    public synchronized void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /// Tells it to stop and waits. Returns whether it has ended by itself.
    public synchronized boolean stop() throws InterruptedException {
        if (process == null) {
            return true;
        }
        process.destroy();
        if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            return true;
        }
        kill();
        return false;
    }

    /// -1 before it was started.
    public synchronized long pid() {
        return process == null ? -1 : process.pid();
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.tabletalk.cli.Main"));
        command.addAll(arguments);
        return command;
    }
}
