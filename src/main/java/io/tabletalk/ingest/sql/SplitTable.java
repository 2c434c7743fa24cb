package io.tabletalk.ingest.sql;

import io.tabletalk.source.Split;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The SQL on the table `batch_split`.
final class SplitTable {

    private static final TypeReference<Map<String, String>> BOUNDS = new TypeReference<>() {};

    private final JdbcClient database;
    private final NamedParameterJdbcTemplate batches;
    private final JsonMapper json;

    SplitTable(JdbcClient database, NamedParameterJdbcTemplate batches, JsonMapper json) {
        this.database = database;
        this.batches = batches;
        this.json = json;
    }

    enum State {
        /// To be read.
        PENDING,
        /// Handed out for reading.
        QUEUED,
        READING,
        READ,
        /// Need not be read: it is as it was.
        UNCHANGED,
        FAILED,
        CANCELLED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record SplitRow(int attempt, State state) {
        boolean isToBeRead() {
            return state == State.PENDING || state == State.QUEUED || state == State.READING;
        }
    }

    void replace(String batch, List<Split> splits) {
        delete(batch);
        batches.batchUpdate(
                """
                INSERT INTO batch_split (batch_id, number, bounds, key_prefix, state)
                VALUES (:batch, :number, :bounds, :prefix, 'pending')""",
                splits.stream()
                        .map(split -> new MapSqlParameterSource("batch", batch)
                                .addValue("number", split.number())
                                .addValue("bounds", json.writeValueAsString(split.bounds()))
                                .addValue("prefix", split.keyPrefix()))
                        .toArray(SqlParameterSource[]::new));
    }

    Optional<SplitRow> find(String batch, int number) {
        return database.sql("SELECT attempt, state FROM batch_split WHERE batch_id = :batch AND number = :number")
                .param("batch", batch)
                .param("number", number)
                .query((row, index) -> new SplitRow(
                        row.getInt("attempt"),
                        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT))))
                .optional();
    }

    /// The bounds of all parts in a state.
    Set<Map<String, String>> bounds(String batch, State state) {
        return new HashSet<>(database.sql("SELECT bounds FROM batch_split WHERE batch_id = :batch AND state = :state")
                .param("batch", batch)
                .param("state", state.text())
                .query((row, index) -> json.readValue(row.getString("bounds"), BOUNDS))
                .list());
    }

    /// Marks up to `limit` pending parts as handed out, and returns them.
    List<Split> claim(String batch, int limit) {
        if (limit <= 0) {
            return List.of();
        }
        List<Split> claimed = database.sql("""
                        SELECT number, bounds, key_prefix FROM batch_split
                        WHERE batch_id = :batch AND state = 'pending'
                        ORDER BY number LIMIT :limit""")
                .param("batch", batch)
                .param("limit", limit)
                .query((row, index) -> new Split(
                        row.getInt("number"),
                        json.readValue(row.getString("bounds"), BOUNDS),
                        row.getString("key_prefix")))
                .list();
        setState(batch, claimed.stream().map(Split::number).toList(), State.QUEUED);
        return claimed;
    }

    void setLeftOut(String batch, int number, @Nullable String leftOut) {
        database.sql("UPDATE batch_split SET left_out = :leftOut WHERE batch_id = :batch AND number = :number")
                .param("leftOut", leftOut)
                .param("batch", batch)
                .param("number", number)
                .update();
    }

    /// What parts leave out, in their order, of the first that leave something out.
    List<String> leftOut(String batch, int limit) {
        return database.sql("""
                        SELECT left_out FROM batch_split WHERE batch_id = :batch AND left_out IS NOT NULL
                        ORDER BY number LIMIT :limit""")
                .param("batch", batch)
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    /// How many parts leave something out.
    int leavingOut(String batch) {
        return database.sql("SELECT count(*) FROM batch_split WHERE batch_id = :batch AND left_out IS NOT NULL")
                .param("batch", batch)
                .query(Integer.class)
                .single();
    }

    int underWay(String batch) {
        return database.sql("""
                        SELECT count(*) FROM batch_split WHERE batch_id = :batch AND state IN ('queued', 'reading')""").param("batch", batch).query(Integer.class).single();
    }

    /// Begins the next reading and returns its number, from 1.
    int beginReading(String batch, int number) {
        return database.sql("""
                        UPDATE batch_split SET attempt = attempt + 1, state = 'reading'
                        WHERE batch_id = :batch AND number = :number RETURNING attempt""")
                .param("batch", batch)
                .param("number", number)
                .query(Integer.class)
                .single();
    }

    void setState(String batch, Collection<Integer> numbers, State state) {
        if (!numbers.isEmpty()) {
            database.sql("UPDATE batch_split SET state = :state WHERE batch_id = :batch AND number IN (:numbers)")
                    .param("state", state.text())
                    .param("batch", batch)
                    .param("numbers", numbers)
                    .update();
        }
    }

    /// Parts that were handed out are pending again.
    void takeBack(String batch) {
        database.sql("""
                        UPDATE batch_split SET state = 'pending'
                        WHERE batch_id = :batch AND state IN ('queued', 'reading')""").param("batch", batch).update();
    }

    void cancelUnread(String batch, boolean underWayToo) {
        String states = underWayToo ? "('pending', 'queued', 'reading')" : "('pending')";
        database.sql("UPDATE batch_split SET state = 'cancelled' WHERE batch_id = :batch AND state IN " + states)
                .param("batch", batch)
                .update();
    }

    /// What the keys begin with that unread records may have: those of parts that failed, and of parts with a record
    /// whose key is not known. Null among them means any key.
    Set<@Nullable String> unreadPrefixes(String batch) {
        return new HashSet<>(database.sql("""
                        SELECT DISTINCT key_prefix FROM batch_split
                        WHERE batch_id = :batch AND (state = 'failed' OR number IN (
                            SELECT split FROM batch_document
                            WHERE batch_id = :batch AND kind = 'unreadable' AND may_be IS NULL))""")
                .param("batch", batch)
                .query((row, index) -> row.getString("key_prefix"))
                .list());
    }

    /// What the keys begin with of the parts that need not be read. Null among them means any key.
    Set<@Nullable String> unchangedPrefixes(String batch) {
        return new HashSet<>(database.sql(
                        "SELECT DISTINCT key_prefix FROM batch_split WHERE batch_id = :batch AND state = 'unchanged'")
                .param("batch", batch)
                .query((row, index) -> row.getString("key_prefix"))
                .list());
    }

    void delete(String batch) {
        database.sql("DELETE FROM batch_split WHERE batch_id = :batch")
                .param("batch", batch)
                .update();
    }
}
