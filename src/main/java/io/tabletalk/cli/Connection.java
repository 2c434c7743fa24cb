package io.tabletalk.cli;

import io.tabletalk.cli.client.TabletalkClient;
import io.tabletalk.cli.server.Server;
import java.nio.file.Path;
import java.util.Optional;

/// A server that a command speaks to: one that runs already, or one of the command's own.
///
/// @param dataDirectory the server's, when it is on this machine and known
/// @param own           the server to stop when the command has ended
record Connection(TabletalkClient client, Optional<Path> dataDirectory, Optional<Server> own) implements AutoCloseable {

    static Connection to(TabletalkClient client) {
        return new Connection(client, Optional.empty(), Optional.empty());
    }

    static Connection to(TabletalkClient client, Path dataDirectory) {
        return new Connection(client, Optional.of(dataDirectory), Optional.empty());
    }

    static Connection to(TabletalkClient client, Server own, Path dataDirectory) {
        return new Connection(client, Optional.of(dataDirectory), Optional.of(own));
    }

    @Override
    public void close() {
        client.close();
        own.ifPresent(Server::close);
    }
}
