package io.tabletalk.source.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connection over which replication is set up and steered, made when it is first needed and again after a failure.
/// One thread uses it at a time; others wait.
final class SteeringConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SteeringConnection.class);

    private final PostgresConnections connections;
    private final Duration limit;
    private @Nullable Connection connection;
    private boolean closed;

    /// @param limit how long a statement may take
    SteeringConnection(PostgresConnections connections, Duration limit) {
        this.connections = connections;
        this.limit = limit;
    }

    /// @throws io.tabletalk.source.SourceException for what the database throws
    synchronized <T> T with(ConnectionWork<T> work) {
        try {
            return work.with(connection());
        } catch (SQLException e) {
            disconnect();
            throw PostgresErrors.of(e, connections.address());
        }
    }

    synchronized void run(Task task) {
        with(steering -> {
            task.run(steering);
            return this;
        });
    }

    private Connection connection() throws SQLException {
        if (closed) {
            throw new SQLException("The feed is closed.");
        }
        Connection open = connection;
        if (open == null) {
            open = connections.alone();
            connection = open;
            try (Statement statement = open.createStatement()) {
                statement.execute("SET statement_timeout = " + limit.toMillis());
            }
        }
        return open;
    }

    private void disconnect() {
        try (Connection open = connection) {
            connection = null;
        } catch (SQLException e) {
            LOG.debug("A broken connection could not be closed properly", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
    }

    interface Task {
        void run(Connection connection) throws SQLException;
    }
}
