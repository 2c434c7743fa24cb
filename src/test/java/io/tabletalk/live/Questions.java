package io.tabletalk.live;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Asks questions all the time, two a second.
final class Questions {

    private static final int PAUSE_MILLISECONDS = 500;

    private final Server server;
    private final Thread thread;
    private final List<Double> milliseconds = new ArrayList<>();
    private volatile boolean stopped;
    private int unanswered;

    Questions(Server server) {
        this.server = server;
        this.thread = Thread.ofPlatform().daemon().start(this::ask);
    }

    private void ask() {
        try {
            while (!stopped) {
                askOnce();
                Thread.sleep(PAUSE_MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void askOnce() throws InterruptedException {
        long began = System.nanoTime();
        try {
            Map<String, Object> question =
                    Map.of("user_name", "ada", "message", "Which delivery was delayed?", "include_history", false);
            if (server.post("/chat", question).status() == 200) {
                milliseconds.add((System.nanoTime() - began) / 1e6);
            } else {
                unanswered++;
            }
        } catch (UncheckedIOException e) {
            unanswered++; // while the server is down
        }
    }

    Map<String, Object> stop() throws InterruptedException {
        stopped = true;
        thread.join();
        double[] sorted =
                milliseconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return Map.of(
                "answered",
                sorted.length,
                "unanswered",
                unanswered,
                "p50_ms",
                Latencies.quantile(sorted, 0.5),
                "p95_ms",
                Latencies.quantile(sorted, 0.95));
    }
}
