package io.tabletalk.cli;

import io.tabletalk.cli.client.TabletalkClient;
import io.tabletalk.cli.server.DataDirectoryLock;
import io.tabletalk.cli.server.Server;
import io.tabletalk.cli.server.ServerFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Finds the server for a command, or starts one inside this process: the commands are the same client either way.
final class Connections {

    static final String URL = "TABLETALK_URL";

    /// How long another command may hold the data directory before this one gives up.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    /// Loopback on any free port, out of the way of a real server, and only for what the command asks.
    private static final Map<String, String> PRIVATE =
            Map.of("server.address", "127.0.0.1", "server.port", "0", "tabletalk.sample-data", "false");

    private final Terminal terminal;
    private final Surroundings surroundings;

    Connections(Terminal terminal, Surroundings surroundings) {
        this.terminal = terminal;
        this.surroundings = surroundings;
    }

    Connection open(ServerOptions options) throws InterruptedException {
        Optional<URI> given = given(options);
        if (given.isPresent()) {
            return Connection.to(client(given.get()));
        }
        Path dataDirectory = surroundings.dataDirectory(options.dataDirectory);
        Optional<URI> running = running(dataDirectory);
        return running.isPresent() ? Connection.to(client(running.get()), dataDirectory) : start(dataDirectory);
    }

    private TabletalkClient client(URI url) {
        return new TabletalkClient(url, surroundings.apiKey());
    }

    private Optional<URI> given(ServerOptions options) {
        if (options.url != null) {
            return Optional.of(url(options.url));
        }
        if (options.port != null) {
            return Optional.of(url("http://127.0.0.1:" + options.port));
        }
        return surroundings.setting(URL).map(Connections::url);
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text.endsWith("/") ? text : text + "/");
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // told below, in the same words
        }
        throw new CommandFailure(
                ExitCode.USAGE, "'" + text + "' is not the address of a server, such as http://127.0.0.1:8000.");
    }

    private static Optional<URI> running(Path dataDirectory) {
        return ServerFile.read(dataDirectory).map(server -> url(server.url()));
    }

    /// While another process has the data directory, it is either a server about to say where it listens, or a command
    /// that will end.
    private Connection start(Path dataDirectory) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        boolean told = false;
        while (Instant.now().isBefore(deadline)) {
            Optional<DataDirectoryLock> lock = DataDirectoryLock.tryAcquire(dataDirectory);
            if (lock.isPresent()) {
                Server own = Server.start(dataDirectory, lock.get(), PRIVATE);
                return Connection.to(client(URI.create(own.url())), own, dataDirectory);
            }
            Optional<URI> running = running(dataDirectory);
            if (running.isPresent()) {
                return Connection.to(client(running.get()), dataDirectory);
            }
            if (!told) {
                terminal.problem("Another command is using the data directory; waiting for it ...");
                told = true;
            }
            Thread.sleep(BETWEEN_TRIES);
        }
        throw new CommandFailure(
                ExitCode.NO_SERVER, "Another command still uses the data directory " + dataDirectory + ".");
    }
}
