package io.tabletalk.state;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// The state database on a PostgreSQL server, which several processes share.
final class PostgresState {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private PostgresState() {}

    /// @throws IllegalStateException when the server does not let us in, with the reason
    static HikariDataSource open(PostgresStateAddress address, int connections) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("state");
        pool.setJdbcUrl(address.jdbcUrl());
        pool.setUsername(address.username());
        if (address.password() != null) {
            pool.setPassword(address.password().reveal());
        }
        // Each rule of the stores relies on this level: they lock a batch's row first, and read it after.
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        pool.addDataSourceProperty("ApplicationName", "tabletalk-state");
        pool.addDataSourceProperty("connectTimeout", Long.toString(PATIENCE.toSeconds()));
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.setMaximumPoolSize(connections);
        pool.setMinimumIdle(Math.min(2, connections));
        pool.setConnectionTimeout(PATIENCE.toMillis());
        pool.setInitializationFailTimeout(-1);
        requireAnswer(pool, address);
        return pool;
    }

    private static void requireAnswer(HikariDataSource pool, PostgresStateAddress address) {
        try (Connection connection = pool.getConnection()) {
            connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            pool.close();
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(
                    "The state database " + address + " cannot be used (tabletalk.state.url): " + reason.getMessage(),
                    e);
        }
    }
}
