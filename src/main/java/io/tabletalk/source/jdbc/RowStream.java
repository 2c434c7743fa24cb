package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rows of a query as documents, fetched from the server as they are asked for. Closing gives the connection back.
final class RowStream extends Spliterators.AbstractSpliterator<SourceRecord> {

    private static final Logger LOG = LoggerFactory.getLogger(RowStream.class);

    /// Few enough that rows with large texts fit into memory, enough that the round trips do not show.
    private static final int FETCH_SIZE = 200;

    private final ResultSet rows;
    private final RowDocuments documents;
    private final boolean keyless;
    private final PostgresAddress address;

    private RowStream(ResultSet rows, RowDocuments documents, boolean keyless, PostgresAddress address) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.rows = rows;
        this.documents = documents;
        this.keyless = keyless;
        this.address = address;
    }

    /// Runs the query; the stream owns the connection and the statement from then on.
    static Stream<SourceRecord> open(
            Connection connection,
            PreparedStatement query,
            RowDocuments documents,
            boolean keyless,
            PostgresAddress address)
            throws SQLException {
        query.setFetchSize(FETCH_SIZE);
        RowStream rows = new RowStream(query.executeQuery(), documents, keyless, address);
        return StreamSupport.stream(rows, false).onClose(() -> release(connection));
    }

    @Override
    public boolean tryAdvance(Consumer<? super SourceRecord> action) {
        SourceRecord record;
        try {
            if (!rows.next()) {
                return false;
            }
            record = documents.record(rows, keyless ? rows.getString(KeylessRows.KEY) : null);
        } catch (SQLException e) {
            throw PostgresErrors.of(e, address);
        }
        action.accept(record);
        return true;
    }

    /// Ends the transaction and gives the connection back to the pool, which closes its statements.
    static void release(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("A connection could not be given back and is dropped", e);
        }
    }
}
