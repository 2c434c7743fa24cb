package io.tabletalk.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/// `scripts/dev-cluster`: a broker, a database, a server and two workers, until it is told to stop. What they hold is
/// thrown away then.
///
/// Arguments: a directory, and the port of the server.
public final class DevClusterMain {

    private DevClusterMain() {}

    public static void main(String[] arguments) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        Cluster cluster = Cluster.start(directory, Integer.parseInt(arguments[1]), List.of());
        ClusterProcess server = cluster.server("index,status");
        List<ClusterProcess> workers = List.of(
                cluster.worker("ingestion-worker", "ingestion", 2), cluster.worker("embedding-worker", "embedding", 2));
        server.start();
        for (ClusterProcess worker : workers) {
            worker.start();
        }
        try (Api api = new Api(cluster.url())) {
            api.awaitServer();
        }
        System.out.println("Tabletalk   " + cluster.url());
        System.out.println("Kafka       " + cluster.broker().bootstrapServers());
        System.out.println("PostgreSQL  " + cluster.state().stateUrl());
        System.out.println("Output      " + directory + "/*.out");
        System.out.println("ready");
        new CountDownLatch(1).await(); // all end with this process
    }
}
