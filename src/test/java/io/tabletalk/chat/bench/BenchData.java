package io.tabletalk.chat.bench;

import io.tabletalk.testing.LocalApi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// What the server is asked about.
///
/// @param collection a folder in the BEIR layout; empty for the sample data
record BenchData(Optional<Path> collection) {

    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final Set<String> ENDED = Set.of("completed", "completed_with_errors", "failed", "cancelled");

    String name() {
        return collection.map(folder -> folder.getFileName().toString()).orElse("sample data");
    }

    /// What the server has to be started with.
    List<String> arguments() {
        return collection
                .map(folder -> List.of("--no-sample-data", "--tabletalk.files.roots=" + folder))
                .orElse(List.of());
    }

    /// Has the collection read, and waits until all that was ever begun has ended well.
    ///
    /// @return documents in the index
    long load(LocalApi api) {
        collection.ifPresent(folder -> api.ask("POST", "/ingest-data", request(folder), 200));
        Awaitility.await("the data is read")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> isRead(api));
        return sources(api)
                .valueStream()
                .mapToLong(source -> source.path("documents").asLong())
                .sum();
    }

    private static Map<String, Object> request(Path folder) {
        Map<String, Object> file =
                Map.of("file_path", folder.resolve("corpus.jsonl").toString(), "key_columns", List.of("_id"));
        return Map.of("db_type", "jsonl", "connection_params", file, "text_fields", List.of("title", "text"));
    }

    private static boolean isRead(LocalApi api) {
        List<String> states = sources(api)
                .valueStream()
                .map(source -> source.path("last_batch").path("status").asString(""))
                .toList();
        if (states.stream().anyMatch(state -> ENDED.contains(state) && !state.equals("completed"))) {
            throw new IllegalStateException("Not all was read: " + sources(api));
        }
        return !states.isEmpty() && states.stream().allMatch("completed"::equals);
    }

    private static JsonNode sources(LocalApi api) {
        return api.ask("GET", "/api/overview", null, 200).path("sources");
    }
}
