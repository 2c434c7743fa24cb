package io.tabletalk.source.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// Read-only connections to one database: a small pool, made when it is first needed.
///
/// Everything a transaction needs is set within it, and nothing for the session: behind a pooler such as PgBouncer the
/// session belongs to others too.
final class PostgresConnections implements AutoCloseable {

    private static final int MAXIMUM = 4;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(10);
    /// Longer than a statement may take, so that a server that works says so itself, and only one that is gone is
    /// given up here.
    private static final Duration SILENCE = Duration.ofMinutes(11);

    /// One state of the data, read only, shown as texts that depend on nobody's time zone or taste, within limits.
    private static final String BEGIN = """
            SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
            SET LOCAL timezone = 'UTC';
            SET LOCAL datestyle = 'ISO';
            SET LOCAL intervalstyle = 'postgres';
            SET LOCAL bytea_output = 'hex';
            SET LOCAL lock_timeout = '10s';
            SET LOCAL statement_timeout = """;

    private final PostgresAddress address;
    private @Nullable HikariDataSource pool;
    private boolean closed;

    PostgresConnections(PostgresAddress address) {
        this.address = address;
    }

    PostgresAddress address() {
        return address;
    }

    /// A connection in a new transaction, in which no statement may take longer than `limit`.
    Connection begin(Duration limit) throws SQLException {
        Connection connection = pool().getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(BEGIN + limit.toMillis());
            return connection;
        } catch (SQLException e) {
            RowStream.release(connection);
            throw e;
        }
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

    /// Tries a connection, once: the pool alone would try again for its whole waiting time where the password is wrong.
    private HikariDataSource createPool() throws SQLException {
        HikariConfig configuration = new HikariConfig();
        configuration.setPoolName("postgresql");
        configuration.setDataSource(database());
        configuration.setReadOnly(true);
        configuration.setAutoCommit(false);
        configuration.setMaximumPoolSize(MAXIMUM);
        configuration.setMinimumIdle(0);
        configuration.setIdleTimeout(IDLE.toMillis());
        configuration.setConnectionTimeout(CONNECT.toMillis());
        configuration.setInitializationFailTimeout(1);
        try {
            return new HikariDataSource(configuration);
        } catch (PoolInitializationException e) {
            throw new SQLException(e.getCause());
        }
    }

    private PGSimpleDataSource database() {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setServerNames(new String[] {address.host()});
        database.setPortNumbers(new int[] {address.port()});
        database.setDatabaseName(address.database());
        database.setUser(address.username());
        if (address.password() != null) {
            database.setPassword(address.password().reveal());
        }
        database.setConnectTimeout((int) CONNECT.toSeconds());
        database.setLoginTimeout((int) CONNECT.toSeconds());
        database.setSocketTimeout((int) SILENCE.toSeconds());
        database.setTcpKeepAlive(true);
        database.setApplicationName("tabletalk");
        // Values are wanted as the server writes them. In binary form the driver writes them, in another way.
        database.setBinaryTransfer(false);
        database.setPrepareThreshold(0);
        address.parameters().forEach(database::setProperty);
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
