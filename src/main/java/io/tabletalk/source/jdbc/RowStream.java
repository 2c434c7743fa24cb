package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rows of a query, fetched from the server as they are asked for, through a cursor. Closing gives the connection
/// back.
final class RowStream extends Spliterators.AbstractSpliterator<SourceRecord> {

    private static final Logger LOG = LoggerFactory.getLogger(RowStream.class);
    private static final int ROWS_AT_ONCE = 100;

    private final ResultSet rows;
    private final List<Column> columns;
    private final RowReader reader;
    private final Access access;
    private final FetchSize fetchSize = new FetchSize();
    private boolean ended;

    private RowStream(ResultSet rows, List<Column> columns, RowReader reader, Access access) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.rows = rows;
        this.columns = columns;
        this.reader = reader;
        this.access = access;
    }

    /// How rows are taken from a driver.
    ///
    /// @param columns takes a value as text
    /// @param errors  what to throw
    record Access(ColumnReader columns, Function<SQLException, SourceException> errors, Delivery delivery) {}

    /// How rows get here.
    enum Delivery {
        /// So many at a time as are asked for; the number may change on the way.
        CURSOR,
        /// So many at a time as were asked for at first.
        CHUNKS,
        /// The server sends all of them, and the connection serves nothing else before the last has come.
        STREAM
    }

    /// Takes the value at a place of a row, counted from 1.
    interface ColumnReader {
        @Nullable
        String read(ResultSet row, int place, Column column) throws SQLException;
    }

    /// Makes a record of a row.
    interface RowReader {
        /// @param values what stands in the columns, without nulls
        /// @param rest   the row itself, for what the query gives beyond the columns
        SourceRecord read(Map<Column, String> values, ResultSet rest) throws SQLException;
    }

    /// Runs a query that gives these columns first. The stream owns the connection from then on.
    static Stream<SourceRecord> open(PreparedStatement query, List<Column> columns, Access access, RowReader reader)
            throws SQLException {
        Connection connection = query.getConnection();
        query.setFetchSize(access.delivery() == Delivery.CURSOR ? FetchSize.FIRST : ROWS_AT_ONCE);
        RowStream rows = new RowStream(query.executeQuery(), columns, reader, access);
        return StreamSupport.stream(rows, false).onClose(() -> {
            if (access.delivery() == Delivery.STREAM && !rows.ended) {
                drop(connection);
            }
            release(connection);
        });
    }

    @Override
    public boolean tryAdvance(Consumer<? super SourceRecord> action) {
        SourceRecord next;
        try {
            if (!rows.next()) {
                ended = true;
                return false;
            }
            next = reader.read(values(), rows);
        } catch (SQLException e) {
            throw access.errors().apply(e);
        }
        action.accept(next);
        return true;
    }

    /// By position: two columns may have names that differ only in upper and lower case, which the driver mixes up.
    private Map<Column, String> values() throws SQLException {
        Map<Column, String> values = new LinkedHashMap<>();
        long characters = 0;
        for (int i = 0; i < columns.size(); i++) {
            String value = access.columns().read(rows, i + 1, columns.get(i));
            if (value != null) {
                values.put(columns.get(i), value);
                characters += value.length();
            }
        }
        if (access.delivery() == Delivery.CURSOR) {
            rows.setFetchSize(fetchSize.after(characters));
        }
        return values;
    }

    /// Cheaper than to take all the rest of a large table. To cancel the query would not do: the connection may then
    /// give the answers of one query to the next.
    private static void drop(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("A connection with an answer that is not read to its end could not be dropped", e);
        }
    }

    /// Ends the transaction and gives the connection back to the pool, which closes its statements.
    static void release(Connection connection) {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("A connection could not be given back and is dropped", e);
        }
    }
}
