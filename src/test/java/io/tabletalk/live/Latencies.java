package io.tabletalk.live;

import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Measures from outside, for one change in eight, how long it takes from its commit until the index shows it: by
/// asking for the document again and again. The resolution is that of the asking.
final class Latencies {

    private static final int ONE_IN = 8;
    private static final int POLL_MILLISECONDS = 10;
    private static final Pattern REVISION = Pattern.compile("Revision (\\d+) of");

    private final Server server;
    private final ChangingTable table;
    private final List<Double> milliseconds = new CopyOnWriteArrayList<>();
    private final List<Thread> watchers = new CopyOnWriteArrayList<>();
    private volatile int era;
    private volatile boolean paused;

    Latencies(Server server, ChangingTable table) {
        this.server = server;
        this.table = table;
    }

    /// What is being measured does not count, and nothing is measured until [#resume].
    void pause() {
        paused = true;
        era++;
    }

    void resume() {
        paused = false;
    }

    void sample(ChangingTable.Change change) {
        if (!paused && change.revision() % ONE_IN == 0) {
            int begun = era;
            watchers.add(Thread.ofVirtual().start(() -> watch(change, begun)));
        }
    }

    private void watch(ChangingTable.Change change, int begun) {
        try {
            while (!shows(change)) {
                if (era != begun || isOvertaken(change)) {
                    return;
                }
                Thread.sleep(POLL_MILLISECONDS);
            }
            if (era == begun) {
                milliseconds.add((System.nanoTime() - change.nanos()) / 1e6);
            }
        } catch (InterruptedException | UncheckedIOException e) {
            if (era == begun) {
                throw new IllegalStateException("A change could not be watched", e);
            }
        }
    }

    /// A row that was deleted or renumbered meanwhile may never be seen as it was.
    private boolean isOvertaken(ChangingTable.Change change) {
        return !change.deleted() && table.isGone(change.id());
    }

    /// Also when the index is further: a row may be changed again meanwhile.
    private boolean shows(ChangingTable.Change change) throws InterruptedException {
        Server.Answer answer = server.get("/api/sources/" + Server.SOURCE + "/document?key=" + change.id());
        if (answer.status() == 404) {
            return change.deleted();
        }
        return revision(answer.body()) >= change.revision();
    }

    private static int revision(JsonNode document) {
        Matcher revision = REVISION.matcher(document.at("/passages/0/text").asString());
        return revision.find() ? Integer.parseInt(revision.group(1)) : 0;
    }

    Map<String, Object> result() throws InterruptedException {
        for (Thread watcher : watchers) {
            watcher.join();
        }
        double[] sorted =
                milliseconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("p50_ms", quantile(sorted, 0.5));
        result.put("p95_ms", quantile(sorted, 0.95));
        result.put("p99_ms", quantile(sorted, 0.99));
        result.put("sampled", sorted.length);
        return result;
    }

    static long quantile(double[] sorted, double share) {
        return sorted.length == 0 ? -1 : Math.round(sorted[(int) Math.min(sorted.length - 1, share * sorted.length)]);
    }
}
