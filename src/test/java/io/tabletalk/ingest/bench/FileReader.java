package io.tabletalk.ingest.bench;

import io.tabletalk.testing.LocalApi;
import io.tabletalk.testing.bench.BenchServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.pollinterval.IterativePollInterval;
import org.awaitility.pollinterval.PollInterval;
import tools.jackson.databind.JsonNode;

/// Has a server read files over its API.
final class FileReader {

    private static final Duration PATIENCE = Duration.ofHours(2);
    private static final int SEARCHED_CHARACTERS = 1_000;
    private static final Set<String> ENDED = Set.of("completed", "completed_with_errors", "failed", "cancelled");

    /// Grows with the time that has passed, so that looking neither costs much nor makes a short time long.
    private static final PollInterval LOOKS = IterativePollInterval.iterative(
            last -> Duration.ofNanos(
                    Math.min(last.toNanos() * 11 / 10, Duration.ofMillis(400).toNanos())),
            Duration.ofMillis(10));

    private final BenchServer server;
    private final LocalApi api;

    FileReader(BenchServer server) {
        this.server = server;
        this.api = server.api();
    }

    /// @param seconds   from the request until the batch had ended and a search found the last document
    /// @param processor seconds of processor time that the server took meanwhile
    record Reading(double seconds, double processor) {}

    /// Reads all documents, which must be new or, every one of them, unchanged.
    Reading read(BenchFile file, boolean unchanged) {
        double processor = server.processorSeconds();
        long begin = System.nanoTime();
        String batch = api.ask("POST", "/ingest-data", file.request(), 200)
                .path("batch_id")
                .asString();
        JsonNode ended = ended(batch);
        String source = ended.path("source").asString();
        await(() -> finds(file.entries().getLast(), source));
        double seconds = (System.nanoTime() - begin) / 1e9;
        int documents = file.entries().size();
        require(ended.path("status").asString().equals("completed"), ended);
        require(ended.path("failed").asInt() == 0, ended);
        require(ended.path(unchanged ? "skipped" : "added").asInt() == documents, ended);
        require(held(source) == documents, ended);
        return new Reading(seconds, server.processorSeconds() - processor);
    }

    private JsonNode ended(String batch) {
        JsonNode[] last = new JsonNode[1];
        await(() -> {
            last[0] = api.ask("GET", "/api/batches/" + batch, null, 200);
            return ENDED.contains(last[0].path("status").asString());
        });
        return last[0];
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOKS)
                .until(condition::getAsBoolean);
    }

    private boolean finds(BenchFile.Entry entry, String source) {
        String beginning = entry.text().substring(0, Math.min(entry.text().length(), SEARCHED_CHARACTERS));
        Map<String, Object> search = Map.of("query", beginning, "max_results", 10, "sources", List.of(source));
        return api.ask("POST", "/api/search", search, 200)
                .path("results")
                .valueStream()
                .anyMatch(result -> result.path("key").asString().equals(entry.id()));
    }

    private long held(String source) {
        return api.ask("GET", "/api/overview", null, 200)
                .path("sources")
                .valueStream()
                .filter(each -> each.path("name").asString().equals(source))
                .mapToLong(each -> each.path("documents").asLong())
                .sum();
    }

    private static void require(boolean condition, JsonNode batch) {
        if (!condition) {
            throw new IllegalStateException("Not all documents are there as they should be: " + batch);
        }
    }
}
