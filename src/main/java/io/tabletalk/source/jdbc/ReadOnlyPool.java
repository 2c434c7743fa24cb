package io.tabletalk.source.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// A few read-only connections to one database, made when they are first needed. Safe for use by several threads.
final class ReadOnlyPool implements AutoCloseable {

    private static final int MAXIMUM = 4;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final SourceId source;
    private final Supplier<DataSource> database;
    private final Duration patience;
    /// Until the pool has taken it over.
    private final AtomicReference<@Nullable Connection> first = new AtomicReference<>();
    private @Nullable HikariDataSource pool;
    private boolean closed;

    /// @param patience how long to wait for a connection
    ReadOnlyPool(SourceId source, Supplier<DataSource> database, Duration patience) {
        this.source = source;
        this.database = database;
        this.patience = patience;
    }

    /// A connection that does not commit by itself. Closing it gives it back.
    Connection connection() throws SQLException {
        return pool().getConnection();
    }

    private synchronized HikariDataSource pool() throws SQLException {
        if (closed) {
            throw new SourceException(Kind.INVALID, "The source is closed.");
        }
        if (pool == null) {
            pool = createPool();
        }
        return pool;
    }

    /// Makes the first connection itself, and a pool that hands it out. A failure is told at once; the pool would try
    /// again for its whole waiting time where the password is wrong.
    private HikariDataSource createPool() throws SQLException {
        DataSource connections = database.get();
        first.set(connections.getConnection());
        HikariConfig configuration = new HikariConfig();
        configuration.setPoolName("source " + source);
        configuration.setDataSource(firstThenMore(connections));
        configuration.setReadOnly(true);
        configuration.setAutoCommit(false);
        configuration.setMaximumPoolSize(MAXIMUM);
        configuration.setMinimumIdle(0);
        configuration.setIdleTimeout(IDLE.toMillis());
        configuration.setConnectionTimeout(patience.toMillis());
        configuration.setInitializationFailTimeout(-1);
        return new HikariDataSource(configuration);
    }

    private DataSource firstThenMore(DataSource source) {
        return new DelegatingDataSource(source) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection ready = first.getAndSet(null);
                return ready == null ? super.getConnection() : ready;
            }
        };
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (pool != null) {
            pool.close();
        }
        Connection unused = first.getAndSet(null);
        if (unused != null) {
            RowStream.release(unused);
        }
    }
}
