package io.tabletalk.cluster;

import io.tabletalk.testing.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// A table of short texts that is changed at random. Some of its rows are too large to go through the pipeline.
final class FaultTable {

    static final String NAME = "notes";

    /// Below what a planted row holds, above what all others do, in all forms that they take on the way.
    static final String LARGEST_MESSAGE = "256KB";

    private static final int PLANTED_CHARACTERS = 400_000;
    private static final int ROWS_AT_ONCE = 500;
    private static final List<String> WORDS = List.of(
            "parcel",
            "neighbour",
            "ledger",
            "river",
            "window",
            "copper",
            "garden",
            "signal",
            "harbour",
            "lantern",
            "carpet",
            "violin",
            "meadow",
            "engine",
            "letter",
            "bridge",
            "kettle",
            "orchard",
            "ticket",
            "marble");

    private final Postgres database;
    private final Random random;
    private final Map<Long, Integer> versions = new HashMap<>();
    private final Set<Long> planted = new TreeSet<>();

    FaultTable(Postgres database, Random random) {
        this.database = database;
        this.random = random;
    }

    /// What a round of changes has done to the rows as they were before.
    record Changes(int updated, int deleted) {}

    void create(int rows, int plantedRows) throws SQLException {
        database.execute("CREATE TABLE notes (id BIGINT PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL)");
        for (long row = 1; row <= rows; row++) {
            versions.put(10 * row, 0);
        }
        write(List.copyOf(versions.keySet()));
        for (int i = 0; i < plantedRows; i++) {
            planted.add(10L * i * rows / plantedRows / 10 * 10 + 5);
        }
        database.execute("INSERT INTO notes SELECT id, 'Too large', repeat(md5(id::text), " + PLANTED_CHARACTERS / 32
                + ") FROM unnest(ARRAY" + planted + "::bigint[]) AS id");
    }

    int rows() {
        return versions.size();
    }

    /// Keys of the rows that cannot go through the pipeline.
    List<String> planted() {
        return planted.stream().map(String::valueOf).toList();
    }

    boolean isPlanted(String key) {
        return planted.contains(Long.valueOf(key));
    }

    /// Updates (7 of 10) or deletes random rows, each at most once.
    Changes change(int count) throws SQLException {
        List<Long> chosen = new ArrayList<>(versions.keySet());
        Collections.sort(chosen);
        Collections.shuffle(chosen, random);
        List<Long> touched = chosen.subList(0, Math.min(count, chosen.size()));
        int updates = touched.size() * 7 / 10;
        List<Long> updated = List.copyOf(touched.subList(0, updates));
        List<Long> deleted = List.copyOf(touched.subList(updates, touched.size()));
        updated.forEach(id -> versions.merge(id, 1, Integer::sum));
        write(updated);
        delete(deleted);
        deleted.forEach(versions::remove);
        return new Changes(updated.size(), deleted.size());
    }

    private void write(List<Long> ids) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement("INSERT INTO notes VALUES (?, ?, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET title = excluded.title, body = excluded.body")) {
            connection.setAutoCommit(false);
            for (int from = 0; from < ids.size(); from += ROWS_AT_ONCE) {
                for (Long id : ids.subList(from, Math.min(from + ROWS_AT_ONCE, ids.size()))) {
                    statement.setLong(1, id);
                    statement.setString(2, "Note " + id);
                    statement.setString(3, text(id, versions.getOrDefault(id, 0)));
                    statement.addBatch();
                }
                statement.executeBatch();
                connection.commit();
            }
        }
    }

    private void delete(List<Long> ids) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement("DELETE FROM notes WHERE id = ANY (?)")) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            statement.executeUpdate();
        }
    }

    private static String text(long id, int version) {
        Random words = new Random(31 * id + version);
        StringBuilder text = new StringBuilder("Version " + version + " of note " + id + ":");
        int length = 6 + words.nextInt(10);
        for (int i = 0; i < length; i++) {
            text.append(' ').append(WORDS.get(words.nextInt(WORDS.size())));
        }
        return text.append('.').toString();
    }
}
