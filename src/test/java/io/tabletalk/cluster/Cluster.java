package io.tabletalk.cluster;

import io.tabletalk.testing.Kafka;
import io.tabletalk.testing.Postgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A Kafka broker, a PostgreSQL database for the state, and the processes that share them.
///
/// @param directory for everything the processes write
/// @param settings  of every process, as `--name=value`
public record Cluster(Path directory, Kafka broker, Postgres state, int port, List<String> settings)
        implements AutoCloseable {

    /// How long a process may be silent before its work goes to others. The broker allows no less than 6 seconds.
    private static final String CLIENT_PROPERTIES = """
            session.timeout.ms=8000
            heartbeat.interval.ms=2000
            """;

    /// Starts the broker and the database, and no process yet.
    ///
    /// @param more settings of every process, as `--name=value`
    public static Cluster start(Path directory, int port, List<String> more) throws IOException {
        Path properties = Files.writeString(directory.resolve("kafka.properties"), CLIENT_PROPERTIES);
        Kafka broker = Kafka.start(Files.createDirectories(directory.resolve("kafka")));
        Postgres state = Postgres.create();
        List<String> settings = new ArrayList<>(List.of(
                "--tabletalk.pipeline.transport=kafka",
                "--tabletalk.pipeline.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--tabletalk.pipeline.kafka.properties-file=" + properties,
                "--tabletalk.state.url=" + state.stateUrl(),
                "--tabletalk.state.connections=8"));
        settings.addAll(more);
        return new Cluster(directory, broker, state, port, List.copyOf(settings));
    }

    /// The server, with the index in its data directory.
    ///
    /// @param roles of the pipeline's work; empty for all
    public ClusterProcess server(String roles) {
        return server("server", roles, port, data());
    }

    /// One of several servers.
    ///
    /// @param at   its port
    /// @param data its own data directory
    public ClusterProcess server(String name, String roles, int at, Path data) {
        List<String> arguments = new ArrayList<>(List.of("serve", "--no-sample-data", "--port", Integer.toString(at)));
        arguments.addAll(List.of("--data-dir", data.toString(), "--tabletalk.roles=" + roles));
        arguments.addAll(settings);
        return new ClusterProcess(name, directory, arguments);
    }

    public ClusterProcess worker(String name, String roles, int concurrency) {
        return worker(name, roles, concurrency, 0);
    }

    /// @param at the port at which it tells how it is; 0 for any
    public ClusterProcess worker(String name, String roles, int concurrency, int at) {
        List<String> arguments = new ArrayList<>(List.of("worker", "--roles", roles));
        arguments.addAll(List.of("--concurrency", Integer.toString(concurrency), "--port", Integer.toString(at)));
        arguments.addAll(List.of("--data-dir", data().toString()));
        arguments.addAll(settings);
        return new ClusterProcess(name, directory, arguments);
    }

    /// Where the processes keep what is not shared.
    public Path data() {
        return directory.resolve("data");
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
