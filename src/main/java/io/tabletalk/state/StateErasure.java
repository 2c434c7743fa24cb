package io.tabletalk.state;

import org.springframework.jdbc.core.simple.JdbcClient;

/// Sees to it that what was deleted from the state database is not left in its files. SQLite overwrites deleted rows;
/// what remains are older pages in its write-ahead log. The files of a PostgreSQL server are its own matter.
public final class StateErasure {

    private final JdbcClient database;
    private final boolean shared;

    /// @param shared whether the state is on a PostgreSQL server
    public StateErasure(JdbcClient database, boolean shared) {
        this.database = database;
        this.shared = shared;
    }

    /// Brings the log into the database and empties it. Returns false when someone was reading in it: to be tried
    /// again.
    public boolean emptyLog() {
        return shared
                || database.sql("PRAGMA wal_checkpoint(TRUNCATE)")
                        .query((row, number) -> row.getInt("busy") == 0)
                        .single();
    }
}
