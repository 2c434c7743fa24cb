package io.tabletalk.cluster;

import io.tabletalk.testing.Chroma;
import io.tabletalk.testing.FreePort;
import io.tabletalk.testing.Kafka;
import io.tabletalk.testing.Postgres;
import io.tabletalk.testing.Redis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Kafka broker, a PostgreSQL database for the state, a Redis, a Chroma server when that holds the index, and the
/// processes that share them.
///
/// @param directory for everything the processes write
/// @param redis     null when there is none
/// @param chroma    null when the index is Lucene's, in a folder of the server
/// @param settings  of every process, as `--name=value`
public record Cluster(
        Path directory,
        Kafka broker,
        Postgres state,
        @Nullable Redis redis,
        @Nullable Chroma chroma,
        int port,
        List<String> settings)
        implements AutoCloseable {

    /// Where documents are kept to be found.
    public enum Index {
        LUCENE,
        CHROMA
    }

    /// Starts all services, and no process yet.
    ///
    /// @param more settings of every process, as `--name=value`
    public static Cluster start(Path directory, int port, Index index, List<String> more)
            throws IOException, InterruptedException {
        List<String> settings = new ArrayList<>();
        Redis redis = Redis.start(folder(directory, "redis"));
        settings.add("--tabletalk.redis.url=" + redis.url());
        Chroma chroma = null;
        if (index == Index.CHROMA) {
            chroma = Chroma.start(folder(directory, "chroma"));
            settings.addAll(List.of("--tabletalk.index.type=chroma", "--tabletalk.index.chroma.url=" + chroma.url()));
        }
        settings.addAll(more);
        return start(directory, port, redis, chroma, settings);
    }

    /// Starts what no cluster can do without, and no process yet.
    ///
    /// @param more settings of every process, as `--name=value`
    public static Cluster start(Path directory, int port, List<String> more) throws IOException {
        return start(directory, port, null, null, more);
    }

    private static Cluster start(
            Path directory, int port, @Nullable Redis redis, @Nullable Chroma chroma, List<String> more)
            throws IOException {
        Kafka broker = Kafka.start(folder(directory, "kafka"));
        Postgres state = Postgres.create();
        List<String> settings = new ArrayList<>(List.of(
                "--tabletalk.pipeline.transport=kafka",
                "--tabletalk.pipeline.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--tabletalk.state.url=" + state.stateUrl(),
                "--tabletalk.state.connections=8"));
        settings.addAll(more);
        return new Cluster(directory, broker, state, redis, chroma, port, List.copyOf(settings));
    }

    /// The server; a Lucene index is in its data directory.
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
        return new ClusterProcess(name, directory, at, arguments);
    }

    public ClusterProcess worker(String name, String roles, int concurrency) throws IOException {
        return worker(name, roles, concurrency, FreePort.find());
    }

    /// @param at the port at which it tells how it is
    public ClusterProcess worker(String name, String roles, int concurrency, int at) {
        List<String> arguments = new ArrayList<>(List.of("worker", "--roles", roles));
        arguments.addAll(List.of("--concurrency", Integer.toString(concurrency), "--port", Integer.toString(at)));
        arguments.addAll(List.of("--data-dir", data().toString()));
        arguments.addAll(settings);
        return new ClusterProcess(name, directory, at, arguments);
    }

    /// Where the processes keep what is not shared.
    public Path data() {
        return directory.resolve("data");
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /// What a worker is given to belong to it, as on a command line.
    String workerSettings() {
        return "--data-dir " + data() + " " + String.join(" ", settings);
    }

    private static Path folder(Path directory, String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    @Override
    public void close() throws IOException {
        broker.close();
        if (redis != null) {
            redis.close();
        }
        if (chroma != null) {
            chroma.close();
        }
    }
}
