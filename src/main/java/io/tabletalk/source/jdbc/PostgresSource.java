package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.RepeatedKeys;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.source.Split;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One table or view of a PostgreSQL database.
///
/// Each split is read in a transaction of its own that sees one state of the table, through a server-side cursor.
final class PostgresSource implements Source {

    private static final Duration QUICK = Duration.ofSeconds(5);
    /// A server that sorts a large view works for a while before the first row comes.
    private static final Duration LONG = Duration.ofMinutes(10);

    private final SourceId id;
    private final PostgresSettings settings;
    private final PostgresConnections connections;
    private final int rowsPerSplit;

    PostgresSource(SourceId id, PostgresSettings settings, PostgresConnections connections, int rowsPerSplit) {
        this.id = id;
        this.settings = settings;
        this.connections = connections;
        this.rowsPerSplit = rowsPerSplit;
    }

    /// Of a live source also whether it is a table that can be followed.
    @Override
    public String probe() {
        return connections.within(QUICK, connection -> {
            TableLayout layout = layout(connection);
            requireReadable(connection, layout);
            if (settings.isLive() && settings.changes() == null) {
                LiveRequirements.checkTable(connection, layout);
            }
            return "Table '" + layout.table().name() + "' can be read.";
        });
    }

    /// Asks for no row: the server checks the permissions and computes nothing.
    private static void requireReadable(Connection connection, TableLayout layout) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + Identifiers.columns(layout.read())
                + " FROM " + layout.table().from() + " LIMIT 0")) {
            statement.executeQuery().close();
        }
    }

    @Override
    public SourceSchema schema() {
        return connections.within(LONG, connection -> TableSchema.of(connection, layout(connection)));
    }

    @Override
    public List<String> tables() {
        return connections.within(QUICK, connection -> new PostgresCatalog(connection).names());
    }

    @Override
    public List<Split> plan() {
        return connections.within(LONG, connection -> {
            TableLayout layout = layout(connection);
            requireReadable(connection, layout);
            return layout.key().isEmpty()
                    ? List.of(new Split(0, Map.of()))
                    : new KeyRanges(layout, rowsPerSplit).plan(connection);
        });
    }

    @Override
    public Stream<SourceRecord> read(Split split) {
        try {
            Connection connection = connections.begin(LONG);
            try {
                return rows(connection, layout(connection), split);
            } catch (SQLException | RuntimeException e) {
                RowStream.release(connection);
                throw e;
            }
        } catch (SQLException e) {
            throw PostgresErrors.of(e, connections.address());
        }
    }

    private Stream<SourceRecord> rows(Connection connection, TableLayout layout, Split split) throws SQLException {
        RowDocuments documents = new RowDocuments(id, layout);
        RowStream.Access access = new RowStream.Access(
                (row, place, column) -> row.getString(place),
                failure -> PostgresErrors.of(failure, connections.address()),
                RowStream.Delivery.CURSOR);
        if (layout.key().isEmpty()) {
            int key = layout.read().size() + 1;
            return RowStream.open(
                    new KeylessRows(layout).select(connection),
                    layout.read(),
                    access,
                    (values, row) -> documents.recordOf(values, row.getString(key)));
        }
        Stream<SourceRecord> rows = RowStream.open(
                new KeyRanges(layout, rowsPerSplit).select(connection, split),
                layout.read(),
                access,
                (values, row) -> documents.recordOf(values));
        return layout.table().isUnique(layout.key())
                ? rows
                : rows.map(new RepeatedKeys("table " + layout.table().name())::check);
    }

    private TableLayout layout(Connection connection) throws SQLException {
        Table table = new PostgresCatalog(connection).table(settings.schema(), settings.table());
        return TableLayout.of(table, settings.choice());
    }

    @Override
    public void close() {
        connections.close();
    }
}
