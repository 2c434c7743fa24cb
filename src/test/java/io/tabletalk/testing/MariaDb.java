package io.tabletalk.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A database of its own on a real MariaDB server, which all tests of a run share. Its programs have to be installed.
///
/// The user [#READER] has to give a password and may read every database of the tests, and nothing else.
public record MariaDb(String database) {

    public static final String READER = "reader";
    public static final String PASSWORD = "pencil-sharpener";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    /// Started with the first test that needs it, and stopped with the virtual machine. It is awaited on the thread
    /// that makes the class: others cannot use it before it is made.
    private static final class Server {
        private static final int PORT = freePort();
        private static final @Nullable Exception FAILURE = start(PORT);

        private static @Nullable Exception start(int port) {
            try {
                Path directory = Files.createTempDirectory("mariadb");
                run(List.of(
                        "mariadb-install-db",
                        "--no-defaults",
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db",
                        "--user=" + System.getProperty("user.name"),
                        "--datadir=" + directory.resolve("data")));
                Process server = new ProcessBuilder(
                                "mariadbd",
                                "--no-defaults",
                                "--user=" + System.getProperty("user.name"),
                                "--datadir=" + directory.resolve("data"),
                                "--socket=" + directory.resolve("socket"),
                                "--pid-file=" + directory.resolve("pid"),
                                "--bind-address=127.0.0.1",
                                "--port=" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
                await().pollInSameThread()
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> {
                            executeAsRoot(port, "CREATE USER '" + READER + "'@'%' IDENTIFIED BY '" + PASSWORD + "'");
                            return true;
                        });
                return null;
            } catch (IOException e) {
                return e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return e;
            }
        }

        private static void run(List<String> command) throws IOException, InterruptedException {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(command.getFirst() + " failed");
            }
        }

        private static int freePort() {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void executeAsRoot(int port, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/", "root", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// A new, empty database.
    public static MariaDb create() {
        if (Server.FAILURE != null) {
            throw RealServices.missing(
                    "MariaDB does not start (Debian: apt-get install mariadb-server).",
                    Objects.requireNonNull(Server.FAILURE));
        }
        String name = "test" + DATABASES.incrementAndGet();
        try {
            executeAsRoot(Server.PORT, "CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
            executeAsRoot(Server.PORT, "GRANT SELECT ON " + name + ".* TO '" + READER + "'@'%'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new MariaDb(name);
    }

    /// Settings of kind `mariadb` for a table. The map may be changed.
    public Map<String, Object> settings(String table) {
        return new HashMap<>(Map.of(
                "host", "127.0.0.1",
                "port", Server.PORT,
                "database", database,
                "username", READER,
                "password", PASSWORD,
                "table", table));
    }

    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// How many connections the reader holds; one that is just being closed counts no more after a moment.
    public int connections() {
        int count = countConnections();
        for (int i = 0; i < 600 && count > 0; i++) {
            await().pollDelay(Duration.ofMillis(50)).until(() -> true);
            count = countConnections();
        }
        return count;
    }

    private int countConnections() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM information_schema.processlist"
                        + " WHERE user = '" + READER + "' AND db = '" + database + "'")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + Server.PORT + "/" + database, "root", "");
    }
}
