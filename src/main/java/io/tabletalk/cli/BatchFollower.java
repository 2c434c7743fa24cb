package io.tabletalk.cli;

import io.tabletalk.cli.client.ApiFailure;
import io.tabletalk.cli.client.TabletalkClient;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Follows batches until they have ended, and reports what came of them.
final class BatchFollower {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final int MOST_REASONS = 5;

    private final Terminal terminal;
    private final TabletalkClient client;

    BatchFollower(Terminal terminal, TabletalkClient client) {
        this.terminal = terminal;
        this.client = client;
    }

    /// Shows the progress and then the outcome.
    ///
    /// @param name what the user knows the batch by: a file, a source
    /// @return whether every document went in
    boolean follow(String name, String batchId) throws InterruptedException {
        BatchProgress end = await(name, batchId);
        terminal.line(name + "  " + end.outcome());
        if (!end.source().isEmpty() && !end.source().equals(name)) {
            terminal.line("    as source " + end.source());
        }
        if (end.failed() > 0) {
            showReasons(batchId);
        }
        if (end.skipped() > 0) {
            showKeptOut(end.source());
        }
        return end.isComplete();
    }

    /// Names the documents of the source that were deleted for good: the unchanged include them. A source may be gone
    /// by now.
    private void showKeptOut(String source) {
        String path = "api/sources/" + SourceText.inPath(source) + "/excluded";
        try {
            showKeptOut(path, client.get(path + "?limit=" + (MOST_REASONS + 1)));
        } catch (ApiFailure e) {
            terminal.line("    which documents are kept out is not known: " + e.getMessage());
        }
    }

    private void showKeptOut(String path, JsonNode excluded) {
        List<String> keys = excluded.path("documents")
                .valueStream()
                .map(document -> document.path("key").asString(""))
                .toList();
        if (!keys.isEmpty()) {
            String named = String.join(", ", keys.subList(0, Math.min(MOST_REASONS, keys.size())));
            terminal.line(
                    "    of this source, kept out since they were deleted here: %s%s; let in again with DELETE %s?key=…"
                            .formatted(
                                    named,
                                    keys.size() > MOST_REASONS ? ", …" : "",
                                    client.url().resolve(path)));
        }
    }

    /// Shows the progress alone.
    BatchProgress await(String name, String batchId) throws InterruptedException {
        try (ProgressLine line = new ProgressLine(terminal, name)) {
            boolean stalled = false;
            while (true) {
                BatchProgress progress = new BatchProgress(client.get("api/batches/" + batchId));
                if (progress.isFinished()) {
                    return progress;
                }
                if (!stalled && !progress.stalled().isEmpty()) {
                    line.say(progress.stalled());
                }
                stalled = !progress.stalled().isEmpty();
                progress.show(line);
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
    }

    private void showReasons(String batchId) {
        JsonNode found = client.get("api/dead-letters?batch=" + batchId + "&limit=" + MOST_REASONS);
        for (JsonNode letter : found.path("dead_letters")) {
            terminal.line("    %s: %s"
                    .formatted(
                            letter.path("key").asString(""),
                            letter.path("reason").asString("")));
        }
        long more = found.path("total").asLong(0) - found.path("dead_letters").size();
        if (more > 0) {
            terminal.line(
                    "    and %,d more: %s".formatted(more, client.url().resolve("api/dead-letters?batch=" + batchId)));
        }
    }
}
