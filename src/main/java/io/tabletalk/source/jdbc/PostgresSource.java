package io.tabletalk.source.jdbc;

import io.tabletalk.health.Health;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.source.Split;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One table or view of a PostgreSQL database.
///
/// Each split is read in a transaction of its own that sees one state of the table, through a server-side cursor.
final class PostgresSource implements Source {

    private static final int SAMPLES = 5;
    private static final int MAX_SAMPLE_VALUE = 200;

    private final SourceId id;
    private final PostgresSettings settings;
    private final PostgresConnections connections;

    PostgresSource(SourceId id, PostgresSettings settings, PostgresConnections connections) {
        this.id = id;
        this.settings = settings;
        this.connections = connections;
    }

    @Override
    public Health check() {
        try {
            return within(connection -> {
                TableLayout layout = layout(connection);
                try (PreparedStatement statement =
                        connection.prepareStatement("SELECT " + Identifiers.list(layout.read()) + " FROM "
                                + layout.table().quoted() + " LIMIT 1")) {
                    statement.executeQuery().close();
                }
                return Health.up("Table '" + layout.table().name() + "' can be read.");
            });
        } catch (SourceException e) {
            return Health.down(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public SourceSchema schema() {
        return within(connection -> {
            TableLayout layout = layout(connection);
            List<SourceSchema.Field> fields = layout.table().columns().stream()
                    .map(column -> new SourceSchema.Field(
                            column.name(),
                            column.type(),
                            column.nullable(),
                            layout.text().contains(column)))
                    .toList();
            return new SourceSchema(
                    fields,
                    layout.key().stream().map(Column::name).toList(),
                    layout.table().estimated(),
                    samples(connection, layout));
        });
    }

    private static List<Map<String, Object>> samples(Connection connection, TableLayout layout) throws SQLException {
        List<Map<String, Object>> samples = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + Identifiers.list(layout.read())
                        + " FROM " + layout.table().quoted() + " LIMIT " + SAMPLES);
                ResultSet rows = statement.executeQuery()) {
            ResultSetMetaData names = rows.getMetaData();
            while (rows.next()) {
                Map<String, Object> sample = new LinkedHashMap<>();
                for (int i = 1; i <= names.getColumnCount(); i++) {
                    String value = rows.getString(i);
                    if (value != null) {
                        sample.put(names.getColumnLabel(i), cut(value));
                    }
                }
                samples.add(sample);
            }
        }
        return samples;
    }

    private static String cut(String value) {
        return value.length() <= MAX_SAMPLE_VALUE ? value : value.substring(0, MAX_SAMPLE_VALUE) + "…";
    }

    @Override
    public List<Split> plan() {
        return within(connection -> {
            TableLayout layout = layout(connection);
            return layout.key().isEmpty() ? List.of(new Split(0, Map.of())) : new KeyRanges(layout).plan(connection);
        });
    }

    @Override
    public Stream<SourceRecord> read(Split split) {
        Connection connection = null;
        try {
            connection = connections.open();
            TableLayout layout = layout(connection);
            boolean keyless = layout.key().isEmpty();
            PreparedStatement rows = keyless
                    ? new KeylessRows(layout).select(connection)
                    : new KeyRanges(layout).select(connection, split);
            return RowStream.open(connection, rows, new RowDocuments(id, layout), keyless, connections.address());
        } catch (SQLException e) {
            RowStream.release(connection);
            throw PostgresErrors.of(e, connections.address());
        } catch (RuntimeException e) {
            RowStream.release(connection);
            throw e;
        }
    }

    private TableLayout layout(Connection connection) throws SQLException {
        Table table = new PostgresCatalog(connection).table(settings.schema(), settings.table());
        return TableLayout.of(table, settings);
    }

    private <T> T within(Work<T> work) {
        try (Connection connection = connections.open()) {
            T result = work.with(connection);
            connection.rollback();
            return result;
        } catch (SQLException e) {
            throw PostgresErrors.of(e, connections.address());
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }
}
