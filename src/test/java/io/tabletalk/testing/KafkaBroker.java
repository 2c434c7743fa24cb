package io.tabletalk.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.LoggerFactory;

/// A Kafka broker that is its own controller, run as a process. It ends with the process that started it, whose end
/// shows as the end of the standard input.
///
/// Arguments: the directory for its data, which is formatted when it is new; the port for clients; the port for itself.
final class KafkaBroker {

    private static final int NODE = 1;

    private KafkaBroker() {}

    public static void main(String[] arguments) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        endWithParent();
        Path directory = Path.of(arguments[0]);
        if (!Files.exists(directory.resolve("log"))) {
            format(directory);
        }
        kafka.Kafka.main(new String[] {configuration(directory, arguments[1], arguments[2])});
    }

    private static void endWithParent() {
        Thread.ofPlatform().daemon().name("end-with-parent").start(() -> {
            try {
                while (System.in.read() >= 0) {}
            } catch (IOException e) {
                LoggerFactory.getLogger(KafkaBroker.class).warn("The parent cannot be watched", e);
            }
            Runtime.getRuntime().halt(1);
        });
    }

    private static void format(Path directory) throws Exception {
        String log = directory.resolve("log").toString();
        new Formatter()
                .setNodeId(NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(log)
                .setMetadataLogDirectory(log)
                .setControllerListenerName("CONTROLLER")
                .run();
    }

    private static String configuration(Path directory, String port, String controllerPort) throws IOException {
        Properties properties = new Properties();
        properties.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(NODE)),
                Map.entry("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort),
                Map.entry("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("log.dirs", directory.resolve("log").toString()),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("log.cleaner.backoff.ms", "500"),
                Map.entry("log.index.size.max.bytes", "65536")));
        Path file = directory.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file.toString();
    }
}
