package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.Changes;
import io.tabletalk.source.FeedPosition;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.cdc.ChangeReader;
import io.tabletalk.source.cdc.EventStream;
import io.tabletalk.source.cdc.EventStream.Delivery;
import io.tabletalk.source.cdc.StreamFailure;
import io.tabletalk.source.jdbc.Replication.Slot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Follows one table through PostgreSQL's logical replication: Debezium tells the keys of changed rows, and the rows
/// are read from the table. So columns that a change does not carry (unchanged TOAST), and types of every kind, are
/// read as in a full read.
final class PostgresFeed implements ChangeFeed {

    private static final Duration QUICK = Duration.ofSeconds(60);
    /// How long it may take until the stream has connected.
    private static final Duration START = Duration.ofSeconds(30);
    /// How long nothing may come before it is looked whether anything can.
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final SourceId id;
    private final PostgresSettings settings;
    private final PostgresConnections connections;
    private final String name;
    private final SteeringConnection steering;
    private final Visibility visibility;
    private @Nullable EventStream stream;
    private @Nullable Delivery pending;
    private FeedShape shape = FeedShape.parse("");
    private FeedPosition reached = Lsn.of(0);
    private long lastSign;
    private boolean hasTold;

    PostgresFeed(SourceId id, PostgresSettings settings, PostgresConnections connections) {
        this.id = id;
        this.settings = settings;
        this.connections = connections;
        this.steering = new SteeringConnection(connections, QUICK);
        this.visibility = new Visibility(steering);
        this.name = settings.replicationName() == null
                ? ReplicationName.of(id)
                : Objects.requireNonNull(settings.replicationName());
    }

    @Override
    public String identity() {
        return connections.address() + ", " + settings.schema() + ", " + settings.table() + ", " + name;
    }

    @Override
    public void claim() {
        steering.run(connection -> {
            if (new Replication(connection, name).slot().isPresent()) {
                throw new SourceException(
                        Kind.INVALID,
                        "The database has a replication slot '" + name + "' that this installation has not made. When"
                                + " nobody uses it, drop it with SELECT pg_drop_replication_slot('" + name
                                + "'); otherwise give this source another replication_name.");
            }
        });
    }

    @Override
    public Beginning begin(String bookmark, String formerShape) {
        TableLayout layout = layout();
        String columns = TableShape.of(layout, connections, QUICK);
        return steering.with(connection -> {
            LiveRequirements.check(connection, layout);
            Publication publication = new Publication(connection, name, layout.table());
            ReplicationRights.require(connection, publication);
            Replication replication = new Replication(connection, name);
            Optional<Slot> slot = replication.unusedSlot();
            boolean newlyPublished = publication.publish(!bookmark.isEmpty());
            // Before the slot: an alteration from here on shows as another version.
            shape = new FeedShape(columns, publication.requireComplete().version());
            FeedShape former = FeedShape.parse(formerShape);
            String reason = reasonForNewSlot(slot, newlyPublished, bookmark, former);
            return reason.isEmpty() ? goOn(slot.orElseThrow(), bookmark, former) : beginAnew(replication, reason);
        });
    }

    /// A publication does not show what was changed before it was made or altered: a slot from then is of no use.
    private String reasonForNewSlot(Optional<Slot> slot, boolean newlyPublished, String bookmark, FeedShape former) {
        if (bookmark.isEmpty() || former.columns().isEmpty()) {
            return "All of it is read once before it is followed.";
        }
        if (slot.isEmpty() || slot.get().lost()) {
            return "Replication slot '" + name + "' was lost, and changes with it.";
        }
        if (newlyPublished) {
            return "The table was not published, so changes were missed.";
        }
        if (former.publication().isEmpty()) {
            return "It is not known whether its publication was altered since an earlier version of Tabletalk read it.";
        }
        return former.publication().equals(shape.publication())
                ? ""
                : "Publication '" + name + "' or the table's name was altered, so changes may not have been told.";
    }

    private Beginning beginAnew(Replication replication, String reason) throws SQLException {
        replication.dropSlot();
        reached = replication.createSlot();
        return new Beginning(reached.text(), reached, shape.text(), reason);
    }

    private Beginning goOn(Slot slot, String bookmark, FeedShape former) {
        reached = Lsn.parse(bookmark);
        FeedPosition confirmed = slot.confirmed();
        if (confirmed.compareTo(reached) > 0) {
            reached = confirmed;
            return new Beginning(
                    reached.text(),
                    reached,
                    shape.text(),
                    "Changes have been taken from the replication slot by somebody else.");
        }
        return new Beginning(
                bookmark, reached, shape.text(), shape.equals(former) ? "" : "The columns that are read have changed.");
    }

    @Override
    public boolean await(Duration limit) throws InterruptedException {
        if (pending != null) {
            return true;
        }
        try {
            Delivery delivery = stream().poll(limit);
            if (delivery == null) {
                requireAlive();
                return false;
            }
            lastSign = System.nanoTime();
            hasTold = true;
            visibility.await(delivery.events()); // a reader could otherwise miss the very change that made it look
            pending = delivery;
            return true;
        } catch (StreamFailure e) {
            throw translate(e);
        }
    }

    private EventStream stream() {
        EventStream running = stream;
        if (running == null) {
            running = new EventStream(id.value(), EngineSettings.of(connections.address(), layout(), name));
            stream = running;
            lastSign = System.nanoTime() + START.toNanos();
        }
        return running;
    }

    /// A stream that has nothing to tell looks like one whose connection broke unnoticed, or whose slot was dropped.
    private void requireAlive() {
        if (System.nanoTime() - lastSign < SILENCE.toNanos()) {
            return;
        }
        lastSign = System.nanoTime();
        Slot slot = steering.with(connection -> new Replication(connection, name).slot())
                .filter(found -> !found.lost())
                .orElseThrow(() -> new SourceException(Kind.UNAVAILABLE, "Replication slot '" + name + "' is gone."));
        if (!slot.active() || slot.confirmed().compareTo(reached) > 0) {
            throw new SourceException(
                    Kind.UNAVAILABLE,
                    hasTold ? "The stream of changes was cut." : "The stream of changes does not begin.");
        }
    }

    @Override
    public Changes take(long after) {
        ChangeLog log = ChangeLog.of(
                Objects.requireNonNull(pending, "await has returned true").events());
        reached = reached.or(log.upTo());
        return connections.within(QUICK, connection -> changes(connection, log, after));
    }

    private Changes changes(Connection connection, ChangeLog log, long after) throws SQLException {
        TableLayout layout = layout(connection);
        String readAgain = log.isTruncated() ? "All rows of the table were removed at once." : null;
        requireSameColumns(connection, layout);
        requireSamePublication(connection, layout);
        ChangeReader.Read read = new ChangedRowDocuments(id, layout).read(connection, log, after);
        return new Changes(read.documents(), read.unreadable(), reached, log.currentAt(), reached.text(), readAgain);
    }

    private void requireSameColumns(Connection connection, TableLayout layout) throws SQLException {
        if (!TableShape.of(layout, connection).equals(shape.columns())) {
            throw new SourceException(
                    Kind.UNAVAILABLE, "The columns that are read have changed. The source is opened anew.");
        }
    }

    /// Asked after changes have come and before any is taken for all that there was.
    private void requireSamePublication(Connection connection, TableLayout layout) throws SQLException {
        boolean same = new Publication(connection, name, layout.table())
                .shown()
                .filter(shown -> shown.version().equals(shape.publication()))
                .isPresent();
        if (!same) {
            throw new SourceException(
                    Kind.UNAVAILABLE,
                    "Publication '" + name + "' or the table's name was altered. The source is opened anew.");
        }
    }

    @Override
    public void acknowledge(Changes changes) {
        Delivery delivery = Objects.requireNonNull(pending, "changes are acknowledged once");
        pending = null;
        stream().acknowledge(delivery);
    }

    /// Writes a message into the log, which comes back after everything that was committed before it.
    @Override
    public void probe() {
        Instant now = Instant.now();
        steering.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT pg_logical_emit_message(true, ?,"
                    + " format('%s %s', pg_current_wal_insert_lsn(), CAST(? AS text)))")) {
                statement.setString(1, name);
                statement.setString(2, now.toString());
                statement.executeQuery().close();
            }
        });
    }

    @Override
    public FeedPosition position(String text) {
        return Lsn.parse(text);
    }

    @Override
    public void drop() {
        steering.run(connection -> new Replication(connection, name).drop());
    }

    @Override
    public void close() {
        EventStream running = stream;
        if (running != null) {
            running.close();
        }
        steering.close();
        connections.close();
    }

    private TableLayout layout() {
        return connections.within(QUICK, this::layout);
    }

    private TableLayout layout(Connection connection) throws SQLException {
        Table table = new PostgresCatalog(connection).table(settings.schema(), settings.table());
        return TableLayout.of(table, settings.choice());
    }

    private SourceException translate(StreamFailure failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException database) {
                return PostgresErrors.of(database, connections.address());
            }
        }
        return new SourceException(
                Kind.UNAVAILABLE, "Database " + connections.address() + ": the stream of changes has ended.", failure);
    }
}
