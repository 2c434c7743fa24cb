package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.SourceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/// Read-only connections to one database: a small pool, made when it is first needed.
///
/// Everything a transaction needs is set within it, and nothing for the session: behind a pooler such as PgBouncer the
/// session belongs to others too.
final class PostgresConnections implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
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
    private final ReadOnlyPool pool;

    /// @param source named where the pool is, in logs and metrics
    PostgresConnections(SourceId source, PostgresAddress address) {
        this.address = address;
        this.pool = new ReadOnlyPool(source, this::database, CONNECT);
    }

    PostgresAddress address() {
        return address;
    }

    /// A connection in a new transaction, in which no statement may take longer than `limit`.
    Connection begin(Duration limit) throws SQLException {
        Connection connection = pool.connection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(BEGIN + limit.toMillis());
            return connection;
        } catch (SQLException e) {
            RowStream.release(connection);
            throw e;
        }
    }

    /// Does something in a transaction of its own, and gives the connection back whatever happens.
    ///
    /// @param limit how long a statement may take
    /// @throws io.tabletalk.source.SourceException for what the database throws
    <T> T within(Duration limit, ConnectionWork<T> work) {
        try {
            Connection connection = begin(limit);
            try {
                return work.with(connection);
            } finally {
                RowStream.release(connection);
            }
        } catch (SQLException e) {
            throw PostgresErrors.of(e, address);
        }
    }

    /// A connection beside the pool, to set up and steer replication: it may write, and each statement is a transaction
    /// of its own. The caller closes it.
    Connection alone() throws SQLException {
        return database().getConnection();
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
    public void close() {
        pool.close();
    }
}
