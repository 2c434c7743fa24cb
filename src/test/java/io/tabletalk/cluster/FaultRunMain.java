package io.tabletalk.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tabletalk.testing.FreePort;
import io.tabletalk.testing.Postgres;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// `scripts/fault-run`: what it does on stderr, its result as JSON on stdout. Ends with 0 only when all is right.
public final class FaultRunMain {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /// Of every process: planted rows are too large, and so little waits that each process is always in the middle.
    static final List<String> SETTINGS = List.of(
            "--tabletalk.pipeline.kafka.max-message-size=" + FaultTable.LARGEST_MESSAGE,
            "--tabletalk.pipeline.kafka.max-lag=1000");

    private FaultRunMain() {}

    public static void main(String[] arguments) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        FaultOptions options = FaultOptions.parse(arguments);
        Path directory = Files.createTempDirectory("tabletalk-faults");
        FaultReport report;
        try (Cluster cluster = Cluster.start(directory, FreePort.find(), options.index(), SETTINGS);
                StateDatabase state = StateDatabase.open(cluster.state())) {
            report = new FaultRun(options, cluster, Postgres.create(), state).run();
        }
        System.out.println(JSON.writeValueAsString(report));
        System.exit(report.isRight() ? 0 : 1); // what else runs ends with this process
    }
}
