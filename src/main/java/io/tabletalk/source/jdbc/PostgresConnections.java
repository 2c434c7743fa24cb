package io.tabletalk.source.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/// Read-only connections to one database: a small pool, made when the first connection has worked.
final class PostgresConnections implements AutoCloseable {

    private static final int MAXIMUM = 4;
    private static final int CONNECT_SECONDS = 10;
    /// A server that sends nothing for so long is gone; one that sorts a large table needs a while.
    private static final int SILENCE_SECONDS = 300;
    private static final long IDLE_MILLISECONDS = 10_000;

    private final PostgresAddress address;
    private @Nullable HikariDataSource pool;
    private boolean closed;

    PostgresConnections(PostgresAddress address) {
        this.address = address;
    }

    PostgresAddress address() {
        return address;
    }

    /// A connection from the pool. Its session is read-only, in UTC, and shows values in ISO form.
    Connection open() throws SQLException {
        return pool().getConnection();
    }

    /// The first connection is made without the pool, which would try again and again for its whole waiting time where
    /// the password is simply wrong.
    private synchronized HikariDataSource pool() throws SQLException {
        if (closed) {
            throw new IllegalStateException("The source is closed.");
        }
        if (pool == null) {
            try (Connection first = database().getConnection()) {
                first.isReadOnly();
            }
            HikariConfig configuration = new HikariConfig();
            configuration.setPoolName("postgresql");
            configuration.setDataSource(database());
            configuration.setReadOnly(true);
            configuration.setAutoCommit(false);
            configuration.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
            configuration.setMaximumPoolSize(MAXIMUM);
            configuration.setMinimumIdle(0);
            configuration.setIdleTimeout(IDLE_MILLISECONDS);
            configuration.setInitializationFailTimeout(-1);
            pool = new HikariDataSource(configuration);
        }
        return pool;
    }

    private PGSimpleDataSource database() throws SQLException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(address.jdbcUrl());
        database.setUser(address.username());
        if (address.password() != null) {
            database.setPassword(address.password().reveal());
        }
        Properties settings = new Properties();
        PGProperty.CONNECT_TIMEOUT.set(settings, CONNECT_SECONDS);
        PGProperty.LOGIN_TIMEOUT.set(settings, CONNECT_SECONDS);
        PGProperty.SOCKET_TIMEOUT.set(settings, SILENCE_SECONDS);
        PGProperty.APPLICATION_NAME.set(settings, "tabletalk");
        PGProperty.OPTIONS.set(
                settings, "-c default_transaction_read_only=on -c TimeZone=UTC -c DateStyle=ISO -c bytea_output=hex");
        for (String name : settings.stringPropertyNames()) {
            database.setProperty(name, settings.getProperty(name));
        }
        return database;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (pool != null) {
            pool.close();
        }
    }
}
