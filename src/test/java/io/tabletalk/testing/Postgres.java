package io.tabletalk.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A database of its own on a real PostgreSQL server, which all tests of a run share.
///
/// @param database the database's name
public record Postgres(String database) {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    /// Started with the first test that needs it, and stopped with the virtual machine.
    private static final class Server {
        private static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL does not start; as root it needs `unshare` or `runuser`", e);
            }
        }
    }

    /// A new, empty database.
    public static Postgres create() {
        String name = "test" + DATABASES.incrementAndGet();
        new Postgres("postgres").execute("CREATE DATABASE " + name);
        return new Postgres(name);
    }

    public int port() {
        return Server.INSTANCE.getPort();
    }

    /// Settings of kind `postgresql` for a table.
    public Map<String, Object> settings(String table) {
        return Map.of(
                "host",
                "localhost",
                "port",
                port(),
                "database",
                database,
                "username",
                "postgres",
                "password",
                "pencil-sharpener",
                "table",
                table);
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

    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port() + "/" + database, "postgres", "");
    }

    /// How many connections Tabletalk holds to this database that are in a transaction or hold a cursor.
    public int busyConnections() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var result = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE application_name ="
                        + " 'tabletalk' AND datname = current_database()"
                        + " AND state LIKE '%transaction%'")) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
