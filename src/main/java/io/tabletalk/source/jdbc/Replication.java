package io.tabletalk.source.jdbc;

import io.tabletalk.source.FeedPosition;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is set up in a database for one live source, under one name: a [Publication] of its table, and a replication
/// slot that keeps the log until it has been read.
///
/// @param connection may write; each statement is a transaction of its own
/// @param name       lower-case letters, digits and `_`
record Replication(Connection connection, String name) {

    private static final Logger LOG = LoggerFactory.getLogger(Replication.class);
    private static final int TRIES = 100;

    /// @param confirmed what comes before is not told any more
    /// @param lost      whether the server has thrown away log that the slot needs
    record Slot(FeedPosition confirmed, boolean active, boolean lost) {}

    Optional<Slot> slot() throws SQLException {
        String query = "SELECT confirmed_flush_lsn, active, coalesce(wal_status = 'lost', false)"
                + " FROM pg_replication_slots WHERE slot_name = ?";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String confirmed = row.getString(1);
                boolean lost = row.getBoolean(3) || confirmed == null;
                return Optional.of(new Slot(lost ? Lsn.of(0) : Lsn.parse(confirmed), row.getBoolean(2), lost));
            }
        }
    }

    /// The slot, once nobody reads from it: a connection that has broken goes away in a moment.
    ///
    /// @throws SourceException UNAVAILABLE when it stays in use
    Optional<Slot> unusedSlot() throws SQLException {
        for (int i = 0; i < TRIES; i++) {
            Optional<Slot> slot = slot();
            if (slot.isEmpty() || !slot.get().active()) {
                return slot;
            }
            pause();
        }
        throw new SourceException(Kind.UNAVAILABLE, "Replication slot '" + name + "' is in use by somebody else.");
    }

    /// Waits for every transaction that is under way.
    ///
    /// @return from where on changes are told
    FeedPosition createSlot() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT lsn FROM pg_create_logical_replication_slot(?, 'pgoutput')")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Lsn.parse(row.getString(1));
            }
        } catch (SQLException e) {
            if ("57014".equals(e.getSQLState())) {
                throw new SourceException(
                        Kind.UNAVAILABLE,
                        "The replication slot waits for transactions that have been open for long in the database.");
            }
            throw e;
        }
    }

    /// Drops the slot, stopping whoever reads from it, and the publication.
    void drop() throws SQLException {
        dropSlot();
        try {
            execute("DROP PUBLICATION IF EXISTS " + name);
        } catch (SQLException e) { // it does no harm, but an administrator may have made it
            LOG.warn("Publication {} stays, since the user may not drop it", name);
        }
    }

    void dropSlot() throws SQLException {
        for (int i = 0; i < TRIES; i++) {
            Optional<Slot> slot = slot();
            if (slot.isEmpty()) {
                return;
            }
            if (!slot.get().active()) {
                select("SELECT pg_drop_replication_slot(?)");
                return;
            }
            select("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = ? AND active");
            pause();
        }
        throw new SourceException(
                Kind.UNAVAILABLE, "Replication slot '" + name + "' stays in use and cannot be dropped.");
    }

    private void select(String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            statement.executeQuery().close();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException(Kind.UNAVAILABLE, "Interrupted while a replication slot was being dropped.");
        }
    }
}
