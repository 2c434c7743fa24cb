package io.tabletalk.source.document.parser;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.List;

/// Answers every attempt to reach another machine with a failure.
final class NoNetwork extends ProxySelector {

    @Override
    public List<Proxy> select(URI uri) {
        throw new IllegalStateException("A document may not reach the network.");
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        throw new IllegalStateException("A document may not reach the network.");
    }

    /// For addresses that are no files.
    static final class Handler extends URLStreamHandler {

        @Override
        protected URLConnection openConnection(URL address) throws IOException {
            throw new IOException("A document may not reach the network.");
        }
    }
}
