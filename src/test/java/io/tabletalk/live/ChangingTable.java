package io.tabletalk.live;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// A table whose rows are inserted, edited, renumbered and deleted at random. The same seed gives the same changes.
final class ChangingTable implements AutoCloseable {

    private static final List<String> WORDS = List.of(
            "heron",
            "parcel",
            "invoice",
            "river",
            "delivery",
            "customer",
            "bridge",
            "apple",
            "engine",
            "window",
            "garden",
            "silver",
            "teacher",
            "harbour",
            "mountain",
            "kitchen",
            "paper",
            "signal",
            "winter",
            "bicycle",
            "returned",
            "broken",
            "painted",
            "delayed",
            "ordered",
            "repaired",
            "green",
            "heavy",
            "quiet",
            "seldom");
    private static final int WORDS_IN_A_BODY = 30;

    private final EmbeddedPostgres postgres;
    private final Connection connection;
    private final Connection reader;
    private final Random random;
    private final List<Integer> ids = new ArrayList<>();
    private final Set<Integer> gone = ConcurrentHashMap.newKeySet();
    private int revision;
    private int lastId;

    ChangingTable(EmbeddedPostgres postgres, int seed) throws SQLException {
        this.postgres = postgres;
        this.connection = postgres.getPostgresDatabase().getConnection();
        this.reader = postgres.getPostgresDatabase().getConnection();
        this.random = new Random(seed);
    }

    /// A change that was committed.
    ///
    /// @param revision of the row with that id; grows with every change
    /// @param deleted  whether there is no such row now
    /// @param nanos    when it was committed, by [System#nanoTime]
    record Change(int id, int revision, boolean deleted, long nanos) {}

    record Row(String title, String body, String price) {}

    Map<String, Object> settings() {
        return Map.of(
                "host", "localhost",
                "port", postgres.getPort(),
                "database", "postgres",
                "username", "postgres",
                "table", "note",
                "text_fields", List.of("body"),
                "title_field", "title",
                "live", true);
    }

    void create(int rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE note (id int PRIMARY KEY, title text NOT NULL, body text NOT NULL, price numeric(8,2))");
        }
        for (int i = 0; i < rows; i++) {
            insert();
        }
    }

    /// Whether there is no row of that id any more, or will not be in a moment. Any thread may ask.
    boolean isGone(int id) {
        return gone.contains(id);
    }

    Change change() throws SQLException {
        int kind = random.nextInt(100);
        if (kind < 35 || ids.size() < 10) {
            return insert();
        }
        int place = random.nextInt(ids.size());
        if (kind < 75) {
            return edit(ids.get(place));
        }
        return kind < 85 ? renumber(place) : delete(place);
    }

    private Change insert() throws SQLException {
        int id = ++lastId;
        ids.add(id);
        execute("INSERT INTO note (title, body, price, id) VALUES (?, ?, ?, ?)", id, id);
        return committed(id, false);
    }

    private Change edit(int id) throws SQLException {
        execute("UPDATE note SET title = ?, body = ?, price = ? WHERE id = ?", id, id);
        return committed(id, false);
    }

    private Change renumber(int place) throws SQLException {
        int from = ids.get(place);
        int to = ++lastId;
        ids.set(place, to);
        gone.add(from);
        execute("UPDATE note SET title = ?, body = ?, price = ?, id = " + to + " WHERE id = ?", to, from);
        return committed(to, false);
    }

    private Change delete(int place) throws SQLException {
        int id = ids.get(place);
        ids.set(place, ids.getLast());
        ids.removeLast();
        gone.add(id);
        revision++;
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM note WHERE id = " + id);
        }
        return committed(id, true);
    }

    private void execute(String sql, int shown, int id) throws SQLException {
        revision++;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, "Note " + shown);
            statement.setString(2, body(shown));
            statement.setBigDecimal(3, java.math.BigDecimal.valueOf(random.nextInt(1_000_000), 2));
            statement.setInt(4, id);
            statement.executeUpdate();
        }
    }

    private String body(int id) {
        StringBuilder body = new StringBuilder("Revision " + revision + " of note " + id + ":");
        for (int i = 0; i < WORDS_IN_A_BODY; i++) {
            body.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return body.append('.').toString();
    }

    private Change committed(int id, boolean deleted) {
        return new Change(id, revision, deleted, System.nanoTime());
    }

    /// Where the table is.
    synchronized String position() throws SQLException {
        try (Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_wal_insert_lsn()")) {
            row.next();
            return row.getString(1);
        }
    }

    synchronized Map<String, Row> rows() throws SQLException {
        Map<String, Row> rows = new TreeMap<>();
        try (Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, title, body, price FROM note")) {
            while (row.next()) {
                rows.put(row.getString(1), new Row(row.getString(2), row.getString(3), row.getString(4)));
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        reader.close();
    }
}
