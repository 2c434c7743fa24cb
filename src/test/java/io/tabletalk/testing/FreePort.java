package io.tabletalk.testing;

import java.io.IOException;
import java.net.ServerSocket;

/// A port on which nothing listens at the moment, for a server that cannot choose one by itself.
public final class FreePort {

    private FreePort() {}

    public static int find() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
