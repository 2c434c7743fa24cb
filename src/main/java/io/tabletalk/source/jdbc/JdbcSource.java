package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangingSource;
import io.tabletalk.source.RepeatedKeys;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.source.Split;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// One table, view or query of a database that is read as JDBC describes it.
///
/// Each split is read in a read-only transaction of its own, row by row as far as the driver can.
final class JdbcSource implements ChangingSource {

    private static final int SAMPLES = 5;
    private static final int LONGEST_SAMPLE = 200;
    private static final int QUICK_SECONDS = 5;
    /// A server that sorts a large view works for a while before the first row comes.
    private static final int LONG_SECONDS = 600;

    private final SourceId id;
    private final JdbcSettings settings;
    private final JdbcConnections connections;
    private final int rowsPerSplit;

    JdbcSource(SourceId id, JdbcSettings settings, JdbcConnections connections, int rowsPerSplit) {
        this.id = id;
        this.settings = settings;
        this.connections = connections;
        this.rowsPerSplit = rowsPerSplit;
    }

    @Override
    public String probe() {
        return connections.within(connection -> {
            requireReadable(connection, relation(connection));
            return "What is asked for can be read: " + settings.what() + ".";
        });
    }

    /// Asks for no row: the server checks the permissions.
    private void requireReadable(Connection connection, Relation relation) throws SQLException {
        TableLayout layout = layout(relation);
        try (PreparedStatement statement = connection.prepareStatement(select(relation, layout) + " WHERE 1 = 0")) {
            statement.setQueryTimeout(QUICK_SECONDS);
            statement.executeQuery().close();
        }
    }

    @Override
    public SourceSchema schema() {
        return connections.within(connection -> {
            Relation relation = relation(connection);
            TableLayout layout = layout(relation);
            return new SourceSchema(
                    relation.table().columns().stream()
                            .map(column -> new SourceSchema.Field(
                                    column.name(),
                                    column.type(),
                                    column.nullable(),
                                    layout.text().contains(column)))
                            .toList(),
                    layout.key().stream().map(Column::name).toList(),
                    relation.table().estimated(),
                    samples(connection, relation, layout));
        });
    }

    private static List<Map<String, Object>> samples(Connection connection, Relation relation, TableLayout layout)
            throws SQLException {
        List<Map<String, Object>> samples = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(select(relation, layout))) {
            statement.setMaxRows(SAMPLES);
            statement.setFetchSize(SAMPLES);
            statement.setQueryTimeout(LONG_SECONDS);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    samples.add(sample(rows, layout.read()));
                }
            }
        }
        return samples;
    }

    private static Map<String, Object> sample(ResultSet row, List<Column> columns) throws SQLException {
        Map<String, Object> sample = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            String value = JdbcTypes.value(row, i + 1, columns.get(i));
            if (value != null) {
                sample.put(
                        columns.get(i).name(),
                        value.length() <= LONGEST_SAMPLE ? value : value.substring(0, LONGEST_SAMPLE) + "…");
            }
        }
        return sample;
    }

    @Override
    public List<String> tables() {
        return connections.within(
                connection -> new JdbcCatalog(connection, connections.address().dialect()).names(settings.schema()));
    }

    @Override
    public List<Split> plan() {
        return connections.within(connection -> {
            Relation relation = relation(connection);
            requireReadable(connection, relation);
            return ranges(relation).plan(connection);
        });
    }

    @Override
    public Optional<String> mark() {
        if (settings.cursorField() == null) {
            return Optional.empty();
        }
        return connections.within(connection -> changes(relation(connection)).mark(connection));
    }

    @Override
    public Optional<List<Split>> planChanges(String mark) {
        return settings.cursorField() == null ? Optional.empty() : Optional.of(JdbcChanges.plan(mark));
    }

    private JdbcChanges changes(Relation relation) {
        Column cursor = relation.table().column(Objects.requireNonNull(settings.cursorField()));
        return new JdbcChanges(
                relation, layout(relation), cursor, connections.address().dialect());
    }

    @Override
    public Stream<SourceRecord> read(Split split) {
        try {
            Connection connection = connections.begin();
            try {
                return rows(connection, relation(connection), split);
            } catch (SQLException | RuntimeException e) {
                RowStream.release(connection);
                throw e;
            }
        } catch (SQLException e) {
            throw JdbcErrors.of(e, connections.address());
        }
    }

    private Stream<SourceRecord> rows(Connection connection, Relation relation, Split split) throws SQLException {
        TableLayout layout = layout(relation);
        RowDocuments documents = new RowDocuments(id, layout);
        PreparedStatement query = JdbcChanges.isPlannedAsChanges(split)
                ? changes(relation).select(connection, split)
                : ranges(relation).select(connection, split);
        query.setQueryTimeout(LONG_SECONDS);
        Stream<SourceRecord> rows = RowStream.open(
                query,
                layout.read(),
                new RowStream.Access(
                        JdbcTypes::value,
                        failure -> JdbcErrors.of(failure, connections.address()),
                        connections.address().dialect().delivery()),
                (values, row) -> documents.recordOf(values));
        return relation.table().isUnique(layout.key()) ? rows : rows.map(new RepeatedKeys(settings.what())::check);
    }

    private JdbcKeyRanges ranges(Relation relation) {
        return new JdbcKeyRanges(
                relation, layout(relation), connections.address().dialect(), rowsPerSplit);
    }

    private Relation relation(Connection connection) throws SQLException {
        return new JdbcCatalog(connection, connections.address().dialect()).relation(settings);
    }

    private TableLayout layout(Relation relation) {
        TableLayout layout = TableLayout.of(relation.table(), settings.choice());
        if (layout.key().isEmpty()) {
            throw new SourceException(
                    Kind.INVALID,
                    "Table '" + relation.table().name()
                            + "' has no primary key. Name the columns that together differ for every row in 'key_fields'.");
        }
        return layout;
    }

    private static String select(Relation relation, TableLayout layout) {
        return "SELECT " + relation.quoting().columns(layout.read()) + " FROM " + relation.from();
    }

    @Override
    public void close() {
        connections.close();
    }
}
