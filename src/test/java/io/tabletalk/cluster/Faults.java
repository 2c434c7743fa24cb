package io.tabletalk.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Does harm to a cluster, and brings back what it has ended.
final class Faults {

    private static final Duration DEAD_FOR = Duration.ofSeconds(2);

    private final Cluster cluster;
    private final List<ClusterProcess> processes;
    private final Random random;
    private final List<String> done = new ArrayList<>();

    Faults(Cluster cluster, List<ClusterProcess> processes, Random random) {
        this.cluster = cluster;
        this.processes = processes;
        this.random = random;
    }

    /// What was done, in order.
    List<String> done() {
        return done;
    }

    /// `kill -9`, and after a while a new start.
    void kill(ClusterProcess process) throws IOException, InterruptedException {
        note("kill -9 " + process.name());
        process.kill();
        Thread.sleep(DEAD_FOR);
        process.start();
    }

    void restartBroker() throws IOException, InterruptedException {
        note("restart of the Kafka broker");
        cluster.broker().kill();
        Thread.sleep(DEAD_FOR);
        cluster.broker().restart();
    }

    /// Any of the above.
    void any() throws IOException, InterruptedException {
        int which = random.nextInt(processes.size() + 1);
        if (which == processes.size()) {
            restartBroker();
        } else {
            kill(processes.get(which));
        }
    }

    private void note(String fault) {
        done.add(fault);
        System.err.println("  fault: " + fault);
    }
}
