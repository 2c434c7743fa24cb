package io.tabletalk.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tabletalk.cluster.Cluster.Index;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/// `scripts/dev-cluster`: a broker, a database, a Redis, a server and its workers, until it is told to stop. What they
/// hold is thrown away then.
///
/// Arguments: a directory, the port of the server, and `lucene` or `chroma`.
public final class DevClusterMain {

    /// By their programs.
    private static final Map<String, String> SERVICES =
            Map.of("redis-server", "Redis", "java", "Kafka", "node", "Chroma");

    private DevClusterMain() {}

    public static void main(String[] arguments) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        Index index = Index.valueOf(arguments[2].toUpperCase(Locale.ROOT));
        say("Starting Kafka, PostgreSQL, Redis" + (index == Index.CHROMA ? " and Chroma" : ""));
        Cluster cluster = Cluster.start(directory, Integer.parseInt(arguments[1]), index, List.of());
        List<ClusterProcess> processes = processes(cluster, index);
        for (ClusterProcess process : processes) {
            say("Starting " + process.name());
            process.start();
        }
        noteProcesses(cluster, processes);
        processes.forEach(ClusterProcess::awaitStarted);
        tell(cluster, processes);
        System.out.println("ready");
        new CountDownLatch(1).await(); // all end with this process
    }

    /// For who has to end what is left when this process was killed.
    private static void noteProcesses(Cluster cluster, List<ClusterProcess> processes) throws IOException {
        List<String> lines = new ArrayList<>();
        processes.forEach(each -> lines.add(each.pid() + " " + each.name()));
        SERVICES.forEach((program, name) -> ProcessHandle.current()
                .descendants()
                .filter(each -> each.info().command().orElse("").endsWith("/" + program))
                .filter(each -> processes.stream().noneMatch(process -> process.pid() == each.pid()))
                .forEach(each -> lines.add(each.pid() + " " + name)));
        String port = " -p " + URI.create(cluster.state().stateUrl()).getPort() + " ";
        ProcessHandle.allProcesses() // PostgreSQL has no parent
                .filter(each -> each.info().commandLine().orElse("").contains(port))
                .forEach(each -> lines.add(each.pid() + " PostgreSQL"));
        Files.write(cluster.directory().resolve("processes"), lines);
    }

    private static void tell(Cluster cluster, List<ClusterProcess> processes) {
        processes.forEach(process -> tell(process.name(), process.url() + "  process " + process.pid()));
        tell("Kafka", cluster.broker().bootstrapServers());
        tell("PostgreSQL", cluster.state().stateUrl());
        if (cluster.redis() != null) {
            tell("Redis", cluster.redis().url());
        }
        if (cluster.chroma() != null) {
            tell("Chroma", cluster.chroma().url());
        }
        tell("Output", cluster.directory() + "/*.out");
        tell("Ask it", "./tabletalk doctor --url " + cluster.url());
        tell("One more", "./tabletalk worker --roles embedding " + cluster.workerSettings());
    }

    private static void tell(String what, Object where) {
        System.out.printf("%-17s %s%n", what, where);
    }

    private static void say(String line) {
        System.out.println(line);
    }

    /// A Lucene index is written by the server, one on Chroma by a worker.
    private static List<ClusterProcess> processes(Cluster cluster, Index index) throws Exception {
        List<ClusterProcess> processes = new ArrayList<>();
        processes.add(cluster.server(index == Index.LUCENE ? "index,status" : "status"));
        processes.add(cluster.worker("ingestion-worker", "ingestion", 2));
        processes.add(cluster.worker("embedding-worker", "embedding", 2));
        if (index == Index.CHROMA) {
            processes.add(cluster.worker("index-writer", "index", 1));
        }
        return processes;
    }
}
