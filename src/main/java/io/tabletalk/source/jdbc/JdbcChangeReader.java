package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.source.CompositeKey;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.cdc.ChangeEvent;
import io.tabletalk.source.cdc.ChangeReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Reads changed rows of one table, of which somebody else's connector tells, as JDBC describes the database.
final class JdbcChangeReader implements ChangeReader {

    /// A row is told when it is in the database's log, a moment before others see it; how long that is nobody says.
    private static final int UNTIL_VISIBLE_MILLISECONDS = 200;

    /// Types of keys that a message and the database write alike.
    private static final Set<Character> KEY_CATEGORIES = Set.of('N', 'S', 'U', 'E');

    private final SourceId id;
    private final JdbcSettings settings;
    private final JdbcConnections connections;
    private String shape = "";

    JdbcChangeReader(SourceId id, JdbcSettings settings, JdbcConnections connections) {
        this.id = id;
        this.settings = settings;
        this.connections = connections;
    }

    @Override
    public String identity() {
        return settings.what() + " of " + connections.address();
    }

    @Override
    public String shape() {
        shape = connections.within(connection -> shape(layout(relation(connection))));
        return shape;
    }

    private String shape(TableLayout layout) {
        List<Column> key = layout.key();
        boolean isKnown = settings.table() != null
                && !key.isEmpty()
                && layout.table().key().equals(key);
        if (!isKnown) {
            throw refused("only a table can be that is identified by its primary key");
        }
        key.stream()
                .filter(column -> !KEY_CATEGORIES.contains(column.category()))
                .findFirst()
                .ifPresent(column -> {
                    throw refused("key column '" + column.name() + "' is of type " + column.type());
                });
        return "read: " + layout.read() + "; key: " + key + "; text: " + layout.text()
                + (layout.textChosen() ? " (chosen)" : "") + "; title: " + layout.title();
    }

    private SourceException refused(String reason) {
        return new SourceException(
                Kind.INVALID,
                "This source cannot be followed by the messages of a connector: " + reason
                        + ". Leave out 'changes', and give it a schedule instead.");
    }

    @Override
    public void awaitVisible(List<ChangeEvent> changes) throws InterruptedException {
        if (!changes.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(UNTIL_VISIBLE_MILLISECONDS);
        }
    }

    @Override
    public Read read(List<ChangeEvent> changes, long after) {
        return connections.within(connection -> read(connection, ChangeLog.of(changes), after));
    }

    private Read read(Connection connection, ChangeLog log, long after) throws SQLException {
        Relation relation = relation(connection);
        TableLayout layout = layout(relation);
        if (!shape(layout).equals(shape)) {
            throw new SourceException(
                    Kind.UNAVAILABLE, "The columns that are read have changed. The source is opened anew.");
        }
        List<List<String>> keys = log.keys(layout.key());
        Map<String, SourceRecord> found = new RowsByKey(relation, layout).read(connection, id, keys);
        // Only now: a full read that began before these rows were read is older than they are.
        long order = Math.max(SourcePosition.readAt(Instant.now()).order(), after + 1);
        Read read = new Read(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < keys.size(); i++) {
            SourcePosition position =
                    new SourcePosition(order, log.rows().get(i).getValue());
            String key = CompositeKey.of(keys.get(i));
            switch (found.remove(key)) {
                case SourceRecord.Readable readable ->
                    read.documents().add(new DocumentChange.Upserted(readable.document(), position));
                case SourceRecord.Unreadable refused -> read.unreadable().add(refused);
                case SourceRecord.Gone gone -> throw new IllegalStateException("A row that was found is not gone.");
                case null -> ChangedRowDocuments.deleted(id, key, position).ifPresent(read.documents()::add);
            }
        }
        return read;
    }

    private TableLayout layout(Relation relation) {
        return TableLayout.of(relation.table(), settings.choice());
    }

    private Relation relation(Connection connection) throws SQLException {
        return new JdbcCatalog(
                        connection, Objects.requireNonNull(connections.address().dialect()))
                .relation(settings);
    }

    @Override
    public void close() {
        connections.close();
    }
}
