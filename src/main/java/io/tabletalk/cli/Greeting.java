package io.tabletalk.cli;

import io.tabletalk.cli.client.TabletalkClient;
import io.tabletalk.cli.server.Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a person reads once the server is ready: where it is, how far the first reading of data is, what to ask.
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
            boolean sampleIsThere = hasSample(client);
            followFirstReading(client);
            if (sampleIsThere) {
                showQuestions(client);
            } else {
                terminal.line("Add your own data: ./tabletalk ingest FILE");
            }
        }
        terminal.line(terminal.dim(
                "API: %s/docs   Log: %s   Stop: Ctrl-C".formatted(url, shortest(Server.logFile(dataDirectory)))));
    }

    private static boolean hasSample(TabletalkClient client) {
        for (JsonNode source : client.get("api/sources").path("sources")) {
            if (source.path("type").asString("").equals(SAMPLE)) {
                return true;
            }
        }
        return false;
    }

    /// Sources that are read when the server starts; on the first start that is the sample data.
    private void followFirstReading(TabletalkClient client) throws InterruptedException {
        List<BatchProgress> running = new ArrayList<>();
        client.get("api/batches").path("batches").forEach(batch -> running.add(new BatchProgress(batch)));
        BatchFollower follower = new BatchFollower(terminal, client);
        for (BatchProgress batch : running.reversed()) {
            if (!batch.isFinished()) {
                BatchProgress end = follower.await(batch.source(), batch.id());
                terminal.line("Read " + batch.source() + ", " + end.outcome() + ".");
            }
        }
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
