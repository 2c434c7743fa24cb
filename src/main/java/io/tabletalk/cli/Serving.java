package io.tabletalk.cli;

import io.tabletalk.cli.client.ApiFailure;
import io.tabletalk.cli.client.Unreachable;
import io.tabletalk.cli.server.DataDirectoryLock;
import io.tabletalk.cli.server.Server;
import io.tabletalk.cli.server.ServerFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs the server in the foreground.
final class Serving {

    private final Terminal terminal;
    private final Surroundings surroundings;

    Serving(Terminal terminal, Surroundings surroundings) {
        this.terminal = terminal;
        this.surroundings = surroundings;
    }

    int serve(ServeOptions options) throws InterruptedException, IOException {
        Map<String, String> settings = options.settings();
        Path dataDirectory = surroundings.dataDirectory(options.dataDirectory);
        try (Server server = Server.start(dataDirectory, lock(dataDirectory), settings)) {
            new ServerFile(server.url(), ProcessHandle.current().pid(), Version.number()).write(dataDirectory);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> forget(dataDirectory)));
            greet(server.url(), dataDirectory);
            server.awaitEnd();
        }
        return ExitCode.OK;
    }

    /// Runs a worker. It shares the data directory with the server on the same machine, if there is one, and takes no
    /// lock.
    ///
    /// @param concurrency null for what the settings say
    int work(ServeOptions options, List<String> roles, @Nullable Integer concurrency)
            throws InterruptedException, IOException {
        Map<String, String> settings = new LinkedHashMap<>(options.settings());
        settings.putIfAbsent("server.port", "0");
        settings.put("tabletalk.roles", String.join(",", roles));
        if (concurrency != null) {
            settings.put("tabletalk.ingest.ingestion-workers", concurrency.toString());
            settings.put("tabletalk.ingest.embedding-workers", concurrency.toString());
        }
        Path dataDirectory = surroundings.dataDirectory(options.dataDirectory);
        try (Server worker = Server.startWorker(dataDirectory, settings)) {
            terminal.line("A worker runs (%s). How it is: %s/health   Stop: Ctrl-C"
                    .formatted(String.join(", ", roles), worker.url()));
            worker.awaitEnd();
        }
        return ExitCode.OK;
    }

    /// The server goes on even when it could not be asked for what to say.
    private void greet(String url, Path dataDirectory) throws InterruptedException {
        try {
            new Greeting(terminal, surroundings).show(url, dataDirectory);
        } catch (ApiFailure | Unreachable failure) {
            terminal.problem(String.valueOf(failure.getMessage()));
        }
    }

    private static DataDirectoryLock lock(Path dataDirectory) {
        return DataDirectoryLock.tryAcquire(dataDirectory).orElseThrow(() -> inUse(dataDirectory));
    }

    private static CommandFailure inUse(Path dataDirectory) {
        String message = ServerFile.read(dataDirectory)
                .map(other -> "Tabletalk already runs on this data directory: %s (process %d)."
                        .formatted(other.url(), other.pid()))
                .orElse("Another Tabletalk command is using the data directory " + dataDirectory
                        + ". Try again when it has ended, or choose another with --data-dir.");
        return new CommandFailure(ExitCode.FAILED, message);
    }

    private static void forget(Path dataDirectory) {
        try {
            ServerFile.delete(dataDirectory);
        } catch (IOException e) {
            // The next reader sees that the process it names is gone.
        }
    }
}
