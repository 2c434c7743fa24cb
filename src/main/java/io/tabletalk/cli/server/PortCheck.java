package io.tabletalk.cli.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import org.springframework.core.env.Environment;

/// Whether the address and port that the server is to use are free.
final class PortCheck {

    private PortCheck() {}

    /// @throws StartFailure when they are not
    static void requireFree(Environment environment) {
        int port = environment.getProperty("server.port", Integer.class, 8000);
        String address = environment.getProperty("server.address", "127.0.0.1");
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as the web server does: connections that linger from before do not count
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (BindException e) {
            throw new StartFailure(problem(address, port, String.valueOf(e.getMessage())), e);
        } catch (UnknownHostException e) {
            throw new StartFailure("There is no address " + address + " (server.address, TABLETALK_ADDRESS).", e);
        } catch (IOException e) {
            throw new StartFailure("Cannot listen on %s:%d: %s".formatted(address, port, e.getMessage()), e);
        }
    }

    private static String problem(String address, int port, String reason) {
        if (reason.contains("in use")) {
            return "Port %d is in use by another program. Choose another port: ./tabletalk serve --port %d"
                    .formatted(port, port + 1);
        }
        return "Cannot listen on %s:%d: %s. Choose another address (TABLETALK_ADDRESS) or port (--port)."
                .formatted(address, port, reason);
    }

    static boolean isAnyAddress(String address) {
        return address.equals("0.0.0.0") || address.equals("::") || address.equals("0:0:0:0:0:0:0:0");
    }
}
