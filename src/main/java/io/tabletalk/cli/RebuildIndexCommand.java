package io.tabletalk.cli;

import io.tabletalk.cli.client.TabletalkClient;
import io.tabletalk.cli.server.DataDirectoryLock;
import io.tabletalk.cli.server.Server;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `rebuild-index`
@Command(
        name = "rebuild-index",
        mixinStandardHelpOptions = true,
        description = {
            "Builds the index anew from what Kafka has kept.",
            "That is passages with their vectors: nothing is read or embedded again.",
            "The server must be stopped.",
            ""
        },
        footer = {
            "",
            "Without Kafka (TABLETALK_PIPELINE_TRANSPORT=kafka) nothing is kept: delete the",
            "folders whose names begin with 'index' in the data directory, and read the",
            "sources again.",
            "",
            "Examples:",
            "  ./tabletalk rebuild-index",
            "  ./tabletalk rebuild-index --data-dir /srv/tabletalk"
        })
final class RebuildIndexCommand implements Callable<Integer> {

    private static final String TRANSPORT = "tabletalk.pipeline.transport";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String INDEX = "tabletalk.index.type";

    private final Terminal terminal;
    private final Surroundings surroundings;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ServeOptions options;

    RebuildIndexCommand(Terminal terminal, Surroundings surroundings) {
        this.terminal = terminal;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Map<String, String> settings = new LinkedHashMap<>(options.settings());
        require(settings, TRANSPORT, "TABLETALK_PIPELINE_TRANSPORT", "kafka", "local");
        require(settings, INDEX, "TABLETALK_INDEX", "lucene", "lucene");
        settings.putAll(Map.of(
                "server.address", "127.0.0.1",
                "server.port", "0",
                "tabletalk.sample-data", "false",
                "tabletalk.roles", "status")); // it takes no part in the work that needs the index
        Path dataDirectory = surroundings.dataDirectory(options.dataDirectory);
        DataDirectoryLock lock = DataDirectoryLock.tryAcquire(dataDirectory)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED, "The data directory " + dataDirectory + " is in use. Stop the server first."));
        rebuild(dataDirectory, lock, settings);
        return ExitCode.OK;
    }

    private void require(
            Map<String, String> settings, String setting, String environment, String value, String byDefault) {
        String given =
                settings.getOrDefault(setting, surroundings.setting(environment).orElse(byDefault));
        if (!given.equalsIgnoreCase(value)) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "The index can be rebuilt when %s is %s, and it is %s.".formatted(environment, value, given));
        }
    }

    /// The old index is put back when the new one cannot be built.
    private void rebuild(Path dataDirectory, DataDirectoryLock lock, Map<String, String> settings) {
        PutAsideIndex before = PutAsideIndex.in(dataDirectory);
        long begin = System.nanoTime();
        try (Server server = Server.start(dataDirectory, lock, settings);
                TabletalkClient client = new TabletalkClient(URI.create(server.url()))) {
            awaitCopy(client);
            double seconds = (System.nanoTime() - begin) / 1e9;
            terminal.line(
                    "The index was built anew in %.1f s: %s".formatted(seconds, component(client, "index", "message")));
        } catch (RuntimeException | Error e) {
            before.putBack();
            throw e;
        }
        before.delete();
    }

    /// Gives up when nothing has changed for a while.
    private void awaitCopy(TabletalkClient client) {
        String last = "";
        long since = System.nanoTime();
        try (ProgressLine line = new ProgressLine(terminal, "index")) {
            while (!component(client, "index copy", "status").equals("up")) {
                String now = component(client, "index copy", "message");
                if (!now.equals(last)) {
                    last = now;
                    since = System.nanoTime();
                } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
                    throw new CommandFailure(ExitCode.FAILED, "The index cannot be rebuilt. " + now);
                }
                line.show(now, 0);
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILED, "Interrupted.");
        }
    }

    private static String component(TabletalkClient client, String name, String field) {
        return client.get("status").path("components").path(name).path(field).asString("");
    }
}
