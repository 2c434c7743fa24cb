package io.tabletalk.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tabletalk.cluster.Cluster.Index;
import io.tabletalk.testing.FreePort;
import io.tabletalk.testing.Postgres;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small fault run: a server and three workers in processes of their own, each killed once, and the broker restarted.
class ClusterIT {

    @TempDir
    Path directory;

    @Test
    void whateverIsKilledTheIndexAndEveryCounterAreRightInTheEnd() throws Exception {
        FaultOptions options = FaultOptions.parse(
                "--documents", "1000", "--changes", "300", "--seed", "7", "--index", "lucene", "--outage", "8");
        try (Cluster cluster = Cluster.start(directory, FreePort.find(), options.index(), FaultRunMain.SETTINGS);
                StateDatabase state = StateDatabase.open(cluster.state())) {

            FaultReport report = new FaultRun(options, cluster, Postgres.create(), state).run();

            assertThat(report.isRight()).as("%s", report).isTrue();
            assertThat(report.faults()).isGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void aProcessThatEndsAtItsStartIsNotWaitedFor() throws Exception {
        try (Cluster cluster = Cluster.start(directory, FreePort.find(), Index.LUCENE, List.of())) {
            ClusterProcess worker = cluster.worker("worker", "index", 1);
            worker.start();

            assertThatIllegalStateException()
                    .isThrownBy(worker::awaitStarted)
                    .withMessageContaining("worker has ended with")
                    .withMessageContaining("index");
        }
    }

    @Test
    void aWorkerTellsHowItIsAndAnswersNothingElse() throws Exception {
        int port = FreePort.find();
        try (Cluster cluster = Cluster.start(directory, port, Index.LUCENE, List.of());
                StateDatabase state = StateDatabase.open(cluster.state());
                Api api = new Api("http://127.0.0.1:" + port)) {
            assertThat(StateStores.batches(state).unfinished()).isEmpty();
            ClusterProcess worker = cluster.worker("worker", "ingestion,embedding", 1, port);
            worker.start();
            worker.awaitStarted();
            api.awaitAnswer("/health", 200);
            api.awaitAnswer("/metrics", 200);

            api.awaitAnswer("/api/batches", 404);
            api.awaitAnswer("/", 404);
            assertThat(worker.stop()).isTrue();
        }
    }
}
