package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The receipts of deletions, in table `deletion_receipt`. They stay when their source is gone.
public final class Receipts {

    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json;

    Receipts(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /// Stores a receipt, or replaces the one of its id.
    void put(Receipt receipt) {
        database.sql("""
                INSERT INTO deletion_receipt (id, source, document_key, requested_at, removed, excluded, source_held_at,
                                              completed_at, expunged_at)
                VALUES (:id, :source, :key, :requestedAt, :removed, :excluded, :sourceHeldAt, :completedAt, :expungedAt)
                ON CONFLICT (id) DO UPDATE SET
                    removed = excluded.removed, completed_at = excluded.completed_at, expunged_at = excluded.expunged_at
                """)
                .param("id", receipt.id())
                .param("source", receipt.source().value())
                .param("key", receipt.key())
                .param("requestedAt", receipt.requestedAt().toString())
                .param("removed", json.writeValueAsString(receipt.removed()))
                .param("excluded", receipt.excluded() ? 1 : 0)
                .param("sourceHeldAt", text(receipt.sourceHeldAt()))
                .param("completedAt", text(receipt.completedAt()))
                .param("expungedAt", text(receipt.expungedAt()))
                .update();
    }

    public Optional<Receipt> find(String id) {
        return database.sql("SELECT * FROM deletion_receipt WHERE id = :id")
                .param("id", id)
                .query(this::receipt)
                .optional();
    }

    /// Newest first; of all sources when `source` is null.
    public List<Receipt> recent(@Nullable String source, int limit) {
        return database.sql("""
                SELECT * FROM deletion_receipt WHERE CAST(:source AS TEXT) IS NULL OR source = :source
                ORDER BY requested_at DESC, id LIMIT :limit
                """)
                .param("source", source)
                .param("limit", limit)
                .query(this::receipt)
                .list();
    }

    /// How many deletions are complete, with their bytes still in files.
    long unexpunged() {
        return database.sql("""
                SELECT count(*) FROM deletion_receipt WHERE completed_at IS NOT NULL AND expunged_at IS NULL
                """).query(Long.class).single();
    }

    /// Notes that the files hold nothing any more of what was deleted up to a time.
    void expunged(Instant completedUntil, Instant now) {
        database.sql("""
                UPDATE deletion_receipt SET expunged_at = :now WHERE expunged_at IS NULL AND completed_at <= :until
                """)
                .param("now", now.toString())
                .param("until", completedUntil.toString())
                .update();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private Receipt receipt(ResultSet row, int number) throws SQLException {
        return new Receipt(
                row.getString("id"),
                new SourceId(row.getString("source")),
                row.getString("document_key"),
                Instant.parse(row.getString("requested_at")),
                json.readValue(row.getString("removed"), COUNTS),
                row.getInt("excluded") == 1,
                time(row.getString("source_held_at")),
                time(row.getString("completed_at")),
                time(row.getString("expunged_at")));
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
