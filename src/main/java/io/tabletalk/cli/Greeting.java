package io.tabletalk.cli;

import io.tabletalk.cli.client.TabletalkClient;
import io.tabletalk.cli.server.Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What a person reads once the server is ready: where it is, what is being read, what to ask.
final class Greeting {

    /// The kind of source that is the sample data.
    private static final String SAMPLE = "demo";

    private final Terminal terminal;
    private final Surroundings surroundings;

    Greeting(Terminal terminal, Surroundings surroundings) {
        this.terminal = terminal;
        this.surroundings = surroundings;
    }

    void show(String url, Path dataDirectory) throws InterruptedException {
        terminal.line("Tabletalk is ready: " + terminal.bold(url));
        try (TabletalkClient client = new TabletalkClient(URI.create(url), surroundings.apiKey())) {
            List<JsonNode> samples = samples(client);
            List<BatchProgress> running = running(client);
            followFirstReading(client, running, samples);
            if (samples.isEmpty()) {
                terminal.line("Add your own data: ./tabletalk ingest FILE");
            } else {
                showQuestions(client);
            }
        }
        terminal.line(terminal.dim(
                "API: %s/docs   Log: %s   Stop: Ctrl-C".formatted(url, shortest(Server.logFile(dataDirectory)))));
    }

    /// The sources that are the sample data; usually one.
    private static List<JsonNode> samples(TabletalkClient client) {
        return client.get("api/sources")
                .path("sources")
                .valueStream()
                .filter(source -> source.path("type").asString("").equals(SAMPLE))
                .toList();
    }

    /// Oldest first.
    private static List<BatchProgress> running(TabletalkClient client) {
        return client.get("api/batches")
                .path("batches")
                .valueStream()
                .map(BatchProgress::new)
                .filter(batch -> !batch.isFinished())
                .toList()
                .reversed();
    }

    /// Waits only for sample data that was never read: before that there is nothing to ask. Other sources are read
    /// meanwhile, and after.
    private void followFirstReading(TabletalkClient client, List<BatchProgress> running, List<JsonNode> samples)
            throws InterruptedException {
        Set<String> unread = samples.stream()
                .filter(source -> !source.path("last_synced").isString())
                .map(source -> source.path("name").asString(""))
                .collect(Collectors.toSet());
        BatchFollower follower = new BatchFollower(terminal, client);
        for (BatchProgress batch : running) {
            if (unread.contains(batch.source())) {
                BatchProgress end = follower.await(batch.source(), batch.id());
                terminal.line("Read " + batch.source() + ", " + end.outcome() + ".");
            }
        }
        running.stream()
                .map(BatchProgress::source)
                .filter(source -> !unread.contains(source))
                .distinct()
                .forEach(source -> terminal.line("Reading " + source + ": ./tabletalk sources show " + source));
    }

    private void showQuestions(TabletalkClient client) {
        JsonNode questions = client.get("api/demo/questions").path("questions");
        terminal.line("\nThree questions to try:");
        for (JsonNode question : questions) {
            terminal.line("  ./tabletalk ask \"" + question.asString() + "\"");
        }
        terminal.line("");
    }

    /// The path as the user would type it here.
    private Path shortest(Path path) {
        Path here = surroundings.workingDirectory();
        return path.startsWith(here) ? here.relativize(path) : path;
    }
}
