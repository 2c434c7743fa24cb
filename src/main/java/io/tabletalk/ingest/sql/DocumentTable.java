package io.tabletalk.ingest.sql;

import io.tabletalk.ingest.Origin;
import io.tabletalk.ingest.Outcome;
import io.tabletalk.knowledge.DocumentKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The SQL on the table `batch_document`.
final class DocumentTable {

    private final JdbcClient database;
    private final NamedParameterJdbcTemplate batches;

    DocumentTable(JdbcClient database, NamedParameterJdbcTemplate batches) {
        this.database = database;
        this.batches = batches;
    }

    /// @param outcome  null while open
    /// @param mayBe    of what is unreadable, the key of the document that it may be; null when it may be any of
    /// its
    ///                 part
    /// @param added    whether the batch has brought it as new, also when it is read again since
    /// @param embedded whether it was embedded since it was read last
    record DocumentRow(
            Kind kind,
            String key,
            int split,
            int attempt,
            @Nullable Outcome outcome,
            @Nullable String mayBe,
            boolean added,
            boolean embedded) {
        static DocumentRow of(ResultSet row, int number) throws SQLException {
            String outcome = row.getString("outcome");
            return new DocumentRow(
                    Kind.of(row.getString("kind")),
                    row.getString("document_key"),
                    row.getInt("split"),
                    row.getInt("attempt"),
                    outcome == null ? null : Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
                    row.getString("may_be"),
                    row.getInt("added") == 1,
                    row.getInt("embedded") == 1);
        }

        boolean comesFrom(Origin origin) {
            return split == origin.split() && attempt == origin.attempt();
        }

        boolean isThroughEmbedding() {
            return kind != Kind.REMOVAL && (embedded || outcome != null);
        }

        /// Whether nothing has come of the document yet, in whichever delivery.
        boolean isUntouched() {
            return outcome == null && !embedded;
        }

        /// The row once the document has come so far. What the batch has brought as new, and then finds in the index
        /// when it is delivered or read again, is new still.
        DocumentRow after(Outcome reached) {
            if (reached == Outcome.EMBEDDED) {
                return outcome != null ? this : new DocumentRow(kind, key, split, attempt, null, mayBe, added, true);
            }
            Outcome end = reached == Outcome.APPLIED && added ? Outcome.ADDED : reached;
            return new DocumentRow(kind, key, split, attempt, end, mayBe, added || end == Outcome.ADDED, embedded);
        }

        /// The row when all is to be done again.
        DocumentRow open() {
            return new DocumentRow(kind, key, split, attempt, null, mayBe, added, false);
        }
    }

    Map<String, DocumentRow> find(String batch, Kind kind, Collection<String> keys) {
        Map<String, DocumentRow> found = new HashMap<>();
        if (!keys.isEmpty()) {
            database.sql("""
                            SELECT * FROM batch_document
                            WHERE batch_id = :batch AND kind = :kind AND document_key IN (:keys)""")
                    .param("batch", batch)
                    .param("kind", kind.text())
                    .param("keys", keys)
                    .query(DocumentRow::of)
                    .list()
                    .forEach(row -> found.put(row.key(), row));
        }
        return found;
    }

    /// Whether an unfinished batch waits for the outcome of the document.
    boolean isOpen(DocumentKey document) {
        return !database.sql("""
                        SELECT 1 FROM batch JOIN batch_document ON batch_id = id
                        WHERE source = :source AND status IN ('queued', 'running') AND batch_document.kind = :kind
                        AND document_key = :key AND outcome IS NULL LIMIT 1""")
                .param("source", document.source().value())
                .param("kind", Kind.DOCUMENT.text())
                .param("key", document.key())
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    /// Inserts rows, or lets existing ones of the same kind and key say the same.
    void put(String batch, Collection<DocumentRow> rows) {
        if (!rows.isEmpty()) {
            batches.batchUpdate(
                    """
                    INSERT INTO batch_document (batch_id, kind, document_key, split, attempt, outcome, may_be, added, embedded)
                    VALUES (:batch, :kind, :key, :split, :attempt, :outcome, :mayBe, :added, :embedded)
                    ON CONFLICT (batch_id, kind, document_key) DO UPDATE SET
                        split = excluded.split, attempt = excluded.attempt, outcome = excluded.outcome,
                        may_be = excluded.may_be, added = excluded.added, embedded = excluded.embedded""", rows.stream().map(row -> parameters(batch, row)).toArray(SqlParameterSource[]::new));
        }
    }

    /// Up to `limit` rows that only earlier readings of the part have met.
    List<DocumentRow> stale(Origin origin, int limit) {
        return database.sql("""
                        SELECT * FROM batch_document
                        WHERE batch_id = :batch AND kind <> 'removal' AND split = :split AND attempt < :attempt
                        LIMIT :limit""")
                .param("batch", origin.batch())
                .param("split", origin.split())
                .param("attempt", origin.attempt())
                .param("limit", limit)
                .query(DocumentRow::of)
                .list();
    }

    /// Deletes those of the rows that are stale still, and returns them.
    List<DocumentRow> deleteStale(Origin origin, Kind kind, Collection<String> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        return database.sql("""
                        DELETE FROM batch_document
                        WHERE batch_id = :batch AND kind = :kind AND document_key IN (:keys)
                        AND split = :split AND attempt < :attempt
                        RETURNING *""")
                .param("batch", origin.batch())
                .param("kind", kind.text())
                .param("keys", keys)
                .param("split", origin.split())
                .param("attempt", origin.attempt())
                .query(DocumentRow::of)
                .list();
    }

    Set<Integer> splitsWithOpenDocuments(String batch) {
        return new HashSet<>(
                database.sql("""
                        SELECT DISTINCT split FROM batch_document
                        WHERE batch_id = :batch AND kind = 'document' AND outcome IS NULL""").param("batch", batch).query(Integer.class).list());
    }

    int countOpenEmbedded(String batch, Kind kind) {
        return database.sql("""
                        SELECT count(*) FROM batch_document
                        WHERE batch_id = :batch AND kind = :kind AND outcome IS NULL AND embedded = 1""")
                .param("batch", batch)
                .param("kind", kind.text())
                .query(Integer.class)
                .single();
    }

    int deleteOpen(String batch, Kind kind) {
        return database.sql("""
                        DELETE FROM batch_document WHERE batch_id = :batch AND kind = :kind AND outcome IS NULL""")
                .param("batch", batch)
                .param("kind", kind.text())
                .update();
    }

    void delete(String batch, Kind kind, Collection<String> keys) {
        if (!keys.isEmpty()) {
            database.sql("""
                            DELETE FROM batch_document
                            WHERE batch_id = :batch AND kind = :kind AND document_key IN (:keys)""")
                    .param("batch", batch)
                    .param("kind", kind.text())
                    .param("keys", keys)
                    .update();
        }
    }

    /// Rows without an outcome, in the order of the key, after the key given.
    List<DocumentRow> open(String batch, Kind kind, String afterKey, int limit) {
        return database.sql("""
                        SELECT * FROM batch_document
                        WHERE batch_id = :batch AND kind = :kind AND outcome IS NULL AND document_key > :after
                        ORDER BY document_key LIMIT :limit""")
                .param("batch", batch)
                .param("kind", kind.text())
                .param("after", afterKey)
                .param("limit", limit)
                .query(DocumentRow::of)
                .list();
    }

    /// Those of the keys that something unreadable would have had.
    Set<String> unreadable(String batch, Collection<String> keys) {
        return new HashSet<>(database.sql("""
                        SELECT may_be FROM batch_document
                        WHERE batch_id = :batch AND kind = 'unreadable' AND may_be IN (:keys)""")
                .param("batch", batch)
                .param("keys", keys)
                .query(String.class)
                .list());
    }

    /// Deletes up to `limit` rows of a batch and returns how many there were.
    int delete(String batch, int limit) {
        return database.sql("""
                        DELETE FROM batch_document WHERE (batch_id, kind, document_key) IN (
                            SELECT batch_id, kind, document_key FROM batch_document
                            WHERE batch_id = :batch LIMIT :limit)""").param("batch", batch).param("limit", limit).update();
    }

    private static SqlParameterSource parameters(String batch, DocumentRow row) {
        Outcome outcome = row.outcome();
        return new MapSqlParameterSource("batch", batch)
                .addValue("kind", row.kind().text())
                .addValue("key", row.key())
                .addValue("split", row.split())
                .addValue("attempt", row.attempt())
                .addValue("mayBe", row.mayBe())
                .addValue("added", row.added() ? 1 : 0)
                .addValue("embedded", row.embedded() ? 1 : 0)
                .addValue("outcome", outcome == null ? null : outcome.name().toLowerCase(Locale.ROOT));
    }
}
