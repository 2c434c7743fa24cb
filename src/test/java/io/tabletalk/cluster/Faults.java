package io.tabletalk.cluster;

import io.tabletalk.testing.Chroma;
import io.tabletalk.testing.Redis;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Does harm to a cluster, and brings back what it has ended.
final class Faults {

    private static final Duration DEAD_FOR = Duration.ofSeconds(2);

    /// Twice as long as the brokers wait for a member of a group.
    private static final Duration SUSPENDED_FOR = Duration.ofSeconds(20);

    private final Cluster cluster;
    private final List<ClusterProcess> processes;
    private final Duration outage;
    private final Random random;
    private final List<String> done = new ArrayList<>();
    private final List<FutureTask<Void>> outages = new ArrayList<>();

    /// @param outage how long Redis and Chroma are away
    Faults(Cluster cluster, Collection<ClusterProcess> processes, Duration outage, Random random) {
        this.cluster = cluster;
        this.processes = List.copyOf(processes);
        this.outage = outage;
        this.random = random;
    }

    private interface Mending {
        void mend() throws IOException;
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

    /// Returns at once; the process goes on later, by when its groups have put it out.
    void suspend(ClusterProcess process) throws IOException {
        note(process.name() + " suspended for " + SUSPENDED_FOR.toSeconds() + " s");
        process.suspend();
        mendLater(process.name(), SUSPENDED_FOR, process::resume);
    }

    void restartBroker() throws IOException, InterruptedException {
        note("restart of the Kafka broker");
        cluster.broker().kill();
        Thread.sleep(DEAD_FOR);
        cluster.broker().restart();
    }

    /// Returns at once; Redis comes back later, with nothing of what it held.
    void stopRedis() throws IOException {
        note("Redis stopped for " + outage.toSeconds() + " s");
        Redis redis = Objects.requireNonNull(cluster.redis(), "there is no Redis");
        redis.kill();
        mendLater("Redis", outage, redis::restart);
    }

    /// Returns at once; Chroma comes back later, with what it held.
    void stopChroma() throws IOException {
        Chroma chroma = Objects.requireNonNull(cluster.chroma(), "the index is on Lucene");
        note("Chroma stopped for " + outage.toSeconds() + " s");
        chroma.kill();
        mendLater("Chroma", outage, chroma::restart);
    }

    /// Waits until everything that was stopped is there again.
    void awaitMended() throws InterruptedException, ExecutionException {
        for (FutureTask<Void> each : outages) {
            each.get();
        }
        outages.clear();
    }

    /// Kills any process, or restarts the broker.
    void any() throws IOException, InterruptedException {
        int which = random.nextInt(processes.size() + 1);
        if (which == processes.size()) {
            restartBroker();
        } else {
            kill(processes.get(which));
        }
    }

    private void mendLater(String what, Duration after, Mending mending) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            Thread.sleep(after);
            mending.mend();
            System.err.println("  " + what + " is there again");
            return null;
        });
        outages.add(task);
        Thread.ofPlatform().daemon().name("mending").start(task);
    }

    private void note(String fault) {
        done.add(fault);
        System.err.println("  fault: " + fault);
    }
}
