package io.tabletalk.cluster;

import io.tabletalk.testing.bench.JavaOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A server or a worker in a process of its own, which may be killed and started again. Ends with this process.
public final class ClusterProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PATIENCE_AT_START = Duration.ofMinutes(3);
    private static final int LINES = 15;

    private final String name;
    private final Path output;
    private final int port;
    private final List<String> arguments;
    private @Nullable Process process;

    /// @param directory where its output goes
    /// @param port      at which it tells how it is
    ClusterProcess(String name, Path directory, int port, List<String> arguments) {
        this.name = name;
        this.output = directory.resolve(name + ".out");
        this.port = port;
        this.arguments = List.copyOf(arguments);
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    public String name() {
        return name;
    }

    /// Returns at once.
    public synchronized void start() throws IOException {
        process = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }

    /// Waits until it answers.
    ///
    /// @throws IllegalStateException as soon as it has ended, with what it said last
    public void awaitStarted() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            Awaitility.await(name + " answers; its output is " + output)
                    .atMost(PATIENCE_AT_START)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        requireRunning();
                        return answers(client, health);
                    });
        }
    }

    /// @throws IllegalStateException when it has ended though nobody has told it to, with what it said last
    public synchronized void requireRunning() throws IOException {
        if (process != null && !process.isAlive()) {
            List<String> lines = Files.readAllLines(output);
            throw new IllegalStateException("%s has ended with %d; its output is %s:%n%s"
                    .formatted(
                            name,
                            process.exitValue(),
                            output,
                            String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()))));
        }
    }

    /// Ends it as `kill -9` does.
    public synchronized void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
            process = null;
        }
    }

    /// Stops it where it is until [#resume()]. It does not notice.
    public synchronized void suspend() throws IOException {
        signal("STOP");
    }

    /// Lets it go on, if it is still there.
    public synchronized void resume() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        if (process != null) {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
            if (exit != 0 && process.isAlive()) {
                throw new IllegalStateException("kill -" + name + " of " + this.name + " has ended with " + exit);
            }
        }
    }

    /// Tells it to stop and waits. Returns whether it has ended by itself.
    public synchronized boolean stop() throws InterruptedException {
        if (process == null) {
            return true;
        }
        process.destroy();
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        kill();
        return ended;
    }

    /// Where it tells how it is.
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /// -1 before it was started.
    public synchronized long pid() {
        return process == null ? -1 : process.pid();
    }

    private static boolean answers(HttpClient client, HttpRequest health) throws InterruptedException {
        try {
            client.send(health, BodyHandlers.discarding());
            return true; // whatever it says
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(JavaOptions.added());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.tabletalk.cli.Main"));
        command.addAll(arguments);
        return command;
    }
}
