package io.tabletalk.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tabletalk.cluster.Cluster.Index;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/// `scripts/dev-cluster`: a broker, a database, a Redis, a server and its workers, until it is told to stop. What they
/// hold is thrown away then.
///
/// Arguments: a directory, the port of the server, and `lucene` or `chroma`.
public final class DevClusterMain {

    private DevClusterMain() {}

    public static void main(String[] arguments) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        Index index = Index.valueOf(arguments[2].toUpperCase(Locale.ROOT));
        Cluster cluster = Cluster.start(directory, Integer.parseInt(arguments[1]), index, List.of());
        List<ClusterProcess> processes = processes(cluster, index);
        for (ClusterProcess process : processes) {
            process.start();
        }
        processes.forEach(ClusterProcess::awaitStarted);
        System.out.println("Tabletalk   " + cluster.url());
        System.out.println("Kafka       " + cluster.broker().bootstrapServers());
        System.out.println("PostgreSQL  " + cluster.state().stateUrl());
        if (cluster.redis() != null) {
            System.out.println("Redis       " + cluster.redis().url());
        }
        if (cluster.chroma() != null) {
            System.out.println("Chroma      " + cluster.chroma().url());
        }
        System.out.println("Output      " + directory + "/*.out");
        System.out.println("ready");
        new CountDownLatch(1).await(); // all end with this process
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
