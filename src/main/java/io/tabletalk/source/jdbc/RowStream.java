package io.tabletalk.source.jdbc;

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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rows of a query, fetched from the server as they are asked for, through a cursor. Closing gives the connection
/// back.
final class RowStream extends Spliterators.AbstractSpliterator<SourceRecord> {

    private static final Logger LOG = LoggerFactory.getLogger(RowStream.class);

    private final ResultSet rows;
    private final List<Column> columns;
    private final RowReader reader;
    private final PostgresAddress address;
    private final FetchSize fetchSize = new FetchSize();

    private RowStream(ResultSet rows, List<Column> columns, RowReader reader, PostgresAddress address) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.rows = rows;
        this.columns = columns;
        this.reader = reader;
        this.address = address;
    }

    /// Makes a record of a row.
    interface RowReader {
        /// @param values what stands in the columns, without nulls
        /// @param rest   the row itself, for what the query gives beyond the columns
        SourceRecord read(Map<Column, String> values, ResultSet rest) throws SQLException;
    }

    /// Runs a query that gives these columns first. The stream owns the connection from then on.
    static Stream<SourceRecord> open(
            PreparedStatement query, List<Column> columns, RowReader reader, PostgresAddress address)
            throws SQLException {
        Connection connection = query.getConnection();
        query.setFetchSize(FetchSize.FIRST);
        RowStream rows = new RowStream(query.executeQuery(), columns, reader, address);
        return StreamSupport.stream(rows, false).onClose(() -> release(connection));
    }

    @Override
    public boolean tryAdvance(Consumer<? super SourceRecord> action) {
        SourceRecord next;
        try {
            if (!rows.next()) {
                return false;
            }
            next = reader.read(values(), rows);
        } catch (SQLException e) {
            throw PostgresErrors.of(e, address);
        }
        action.accept(next);
        return true;
    }

    /// By position: two columns may have names that differ only in upper and lower case, which the driver mixes up.
    private Map<Column, String> values() throws SQLException {
        Map<Column, String> values = new LinkedHashMap<>();
        long characters = 0;
        for (int i = 0; i < columns.size(); i++) {
            String value = rows.getString(i + 1);
            if (value != null) {
                values.put(columns.get(i), value);
                characters += value.length();
            }
        }
        rows.setFetchSize(fetchSize.after(characters));
        return values;
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
