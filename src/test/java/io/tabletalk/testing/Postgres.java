package io.tabletalk.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A database of its own on a real PostgreSQL server, which all tests of a run share.
///
/// The user [#READER] has to give a password and may read every table that is made in the database, and nothing else.
///
/// @param database the database's name
public record Postgres(String database) {

    public static final String READER = "reader";
    public static final String PASSWORD = "pencil-sharpener";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    /// Started with the first test that needs it, and stopped with the virtual machine.
    private static final class Server {
        private static final @Nullable EmbeddedPostgres INSTANCE;
        private static final @Nullable IOException FAILURE;

        static {
            EmbeddedPostgres started = null;
            IOException failure = null;
            try {
                started = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofMinutes(1))
                        .setServerConfig("wal_level", "logical")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_replication_slots", "50")
                        .setServerConfig("max_wal_senders", "50")
                        .start();
                demandPassword(started);
            } catch (IOException e) {
                failure = e;
            }
            INSTANCE = started;
            FAILURE = failure;
        }

        /// The embedded server trusts everyone, so that no wrong password could be told from the right one.
        private static void demandPassword(EmbeddedPostgres server) throws IOException {
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE " + READER + " LOGIN PASSWORD '" + PASSWORD + "'");
                try (ResultSet file = statement.executeQuery("SHOW hba_file")) {
                    file.next();
                    Path rules = Path.of(file.getString(1));
                    Files.writeString(rules, "host all " + READER + " all scram-sha-256\n" + Files.readString(rules));
                }
                statement.execute("SELECT pg_reload_conf()");
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }

    /// A new, empty database.
    public static Postgres create() {
        String name = "test" + DATABASES.incrementAndGet();
        new Postgres("postgres").execute("CREATE DATABASE " + name);
        Postgres created = new Postgres(name);
        created.execute("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO " + READER);
        return created;
    }

    public int port() {
        return server().getPort();
    }

    private static EmbeddedPostgres server() {
        if (Server.INSTANCE == null) {
            throw RealServices.missing(
                    "PostgreSQL does not start (as root it needs `unshare`).", Objects.requireNonNull(Server.FAILURE));
        }
        return Server.INSTANCE;
    }

    /// Settings of kind `postgresql` for a table. The map may be changed.
    public Map<String, Object> settings(String table) {
        return new HashMap<>(Map.of(
                "host", "localhost",
                "port", port(),
                "database", database,
                "username", READER,
                "password", PASSWORD,
                "table", table));
    }

    /// The database as the place of Tabletalk's own state.
    public String stateUrl() {
        return "postgresql://postgres@localhost:" + port() + "/" + database;
    }

    /// The same for a table that is followed live, by a user who may do so.
    public Map<String, Object> liveSettings(String table) {
        Map<String, Object> settings = settings(table);
        settings.put("username", "postgres");
        settings.remove("password");
        settings.put("live", true);
        return settings;
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

    /// The first column of the first row.
    public String query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port() + "/" + database, "postgres", "");
    }

    /// How many connections Tabletalk holds to this database that are in a transaction or hold a cursor.
    public int busyConnections() {
        return Integer.parseInt(query("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tabletalk'"
                + " AND datname = current_database() AND state LIKE '%transaction%'"));
    }
}
