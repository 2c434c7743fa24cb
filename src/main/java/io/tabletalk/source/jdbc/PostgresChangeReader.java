package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.cdc.ChangeEvent;
import io.tabletalk.source.cdc.ChangeReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// Reads changed rows of one PostgreSQL table, of which somebody else's connector tells.
final class PostgresChangeReader implements ChangeReader {

    private static final Duration QUICK = Duration.ofSeconds(60);

    private final SourceId id;
    private final PostgresSettings settings;
    private final PostgresConnections connections;
    private final SteeringConnection steering;
    private final Visibility visibility;
    private String shape = "";

    PostgresChangeReader(SourceId id, PostgresSettings settings, PostgresConnections connections) {
        this.id = id;
        this.settings = settings;
        this.connections = connections;
        this.steering = new SteeringConnection(connections, QUICK);
        this.visibility = new Visibility(steering);
    }

    @Override
    public String identity() {
        return connections.address() + ", " + settings.schema() + ", " + settings.table();
    }

    @Override
    public String shape() {
        shape = connections.within(QUICK, connection -> {
            TableLayout layout = layout(connection);
            LiveRequirements.checkKey(layout);
            return TableShape.of(layout, connection);
        });
        return shape;
    }

    @Override
    public void awaitVisible(List<ChangeEvent> changes) throws InterruptedException {
        visibility.await(changes);
    }

    @Override
    public Read read(List<ChangeEvent> changes, long after) {
        return connections.within(QUICK, connection -> {
            TableLayout layout = layout(connection);
            if (!TableShape.of(layout, connection).equals(shape)) {
                throw new SourceException(
                        Kind.UNAVAILABLE, "The columns that are read have changed. The source is opened anew.");
            }
            return new ChangedRowDocuments(id, layout).read(connection, ChangeLog.of(changes), after);
        });
    }

    private TableLayout layout(Connection connection) throws SQLException {
        Table table = new PostgresCatalog(connection).table(settings.schema(), settings.table());
        return TableLayout.of(table, settings.choice());
    }

    @Override
    public void close() {
        steering.close();
        connections.close();
    }
}
