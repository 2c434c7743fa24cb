package io.tabletalk.cli;

import io.tabletalk.cli.client.TabletalkClient;
import io.tabletalk.cli.server.Server;
import java.net.URI;
import java.util.Optional;

/// A server that a command speaks to: one that runs already, or one of the command's own.
///
/// @param own the server to stop when the command has ended
record Connection(TabletalkClient client, Optional<Server> own) implements AutoCloseable {

    static Connection to(URI url) {
        return new Connection(new TabletalkClient(url), Optional.empty());
    }

    static Connection to(Server own) {
        return new Connection(new TabletalkClient(URI.create(own.url())), Optional.of(own));
    }

    @Override
    public void close() {
        client.close();
        own.ifPresent(Server::close);
    }
}
