package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.SourceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/// Read-only connections to one database: a small pool, made when it is first needed.
final class JdbcConnections implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(15);

    private final JdbcAddress address;
    private final JdbcDrivers drivers;
    private final ReadOnlyPool pool;

    /// @param source named where the pool is, in logs and metrics
    JdbcConnections(SourceId source, JdbcAddress address, JdbcDrivers drivers) {
        this.address = address;
        this.drivers = drivers;
        this.pool = new ReadOnlyPool(source, this::database, CONNECT);
    }

    JdbcAddress address() {
        return address;
    }

    /// A connection in a new transaction that can only read.
    Connection begin() throws SQLException {
        Connection connection = pool.connection();
        try (Statement statement = connection.createStatement()) {
            for (String sql : address.dialect().begin()) {
                statement.execute(sql);
            }
            return connection;
        } catch (SQLException e) {
            RowStream.release(connection);
            throw e;
        }
    }

    /// Does something in a transaction of its own, and gives the connection back whatever happens.
    ///
    /// @throws io.tabletalk.source.SourceException for what the database throws
    <T> T within(ConnectionWork<T> work) {
        try {
            Connection connection = begin();
            try {
                return work.with(connection);
            } finally {
                RowStream.release(connection);
            }
        } catch (SQLException e) {
            throw JdbcErrors.of(e, address);
        }
    }

    private DataSource database() {
        return new SimpleDriverDataSource(drivers.driver(address), address.url(), properties()) {
            /// How long the pool waits for a connection that is being made when it is closed.
            @Override
            public int getLoginTimeout() {
                return (int) CONNECT.toSeconds();
            }
        };
    }

    private Properties properties() {
        Properties properties = new Properties();
        address.properties().forEach(properties::setProperty);
        if (address.username() != null) {
            properties.setProperty("user", address.username());
        }
        if (address.password() != null) {
            properties.setProperty("password", address.password().reveal());
        }
        return properties;
    }

    @Override
    public void close() {
        pool.close();
    }
}
