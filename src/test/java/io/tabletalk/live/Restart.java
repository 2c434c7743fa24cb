package io.tabletalk.live;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Starts a killed server again while changes go on, and waits until it has what was written by then.
final class Restart {

    private final CompletableFuture<Double> caughtUp = new CompletableFuture<>();

    Restart(Server server, ChangingTable table, Latencies latencies) {
        long killed = System.nanoTime();
        Thread.ofVirtual().start(() -> {
            try {
                server.start();
                server.awaitPosition(table.position(), Duration.ofMinutes(10));
                latencies.resume();
                caughtUp.complete((System.nanoTime() - killed) / 1e9);
            } catch (Exception e) {
                caughtUp.completeExceptionally(e);
            }
        });
    }

    /// Returns the seconds that it took.
    double await() throws Exception {
        return caughtUp.get();
    }
}
