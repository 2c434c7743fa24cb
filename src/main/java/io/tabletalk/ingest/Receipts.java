package io.tabletalk.ingest;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

    /// Of a deletion under way, what was accepted up to that position is to come in no more.
    void fence(String id, long order) {
        database.sql("""
                UPDATE deletion_receipt SET position_order = :order, published_at = NULL, passed_at = NULL WHERE id = :id
                """).param("order", order).param("id", id).update();
    }

    /// Stores what a deletion under way has removed so far.
    void putRemoved(Receipt receipt) {
        database.sql("UPDATE deletion_receipt SET removed = :removed WHERE id = :id AND completed_at IS NULL")
                .param("removed", json.writeValueAsString(receipt.removed()))
                .param("id", receipt.id())
                .update();
    }

    /// There was nothing to delete.
    void withdraw(String id) {
        database.sql("DELETE FROM deletion_receipt WHERE id = :id")
                .param("id", id)
                .update();
    }

    /// Up to which position these documents were deleted, of those that ever were.
    Map<DocumentKey, Long> deletedUpTo(Collection<DocumentKey> documents) {
        return deletedUpTo(documents, "");
    }

    private Map<DocumentKey, Long> deletedUpTo(Collection<DocumentKey> documents, String condition) {
        Map<DocumentKey, Long> positions = new HashMap<>();
        documents.stream()
                .collect(Collectors.groupingBy(DocumentKey::source))
                .forEach((source, keys) -> positions.putAll(deletedUpTo(source, keys, condition)));
        return positions;
    }

    private Map<DocumentKey, Long> deletedUpTo(SourceId source, List<DocumentKey> documents, String condition) {
        Map<DocumentKey, Long> positions = new HashMap<>();
        database.sql("""
                SELECT document_key, max(position_order) AS position_order FROM deletion_receipt
                WHERE source = :source AND document_key IN (:keys) AND position_order IS NOT NULL %s
                GROUP BY document_key
                """.formatted(condition))
                .param("source", source.value())
                .param(
                        "keys",
                        documents.stream().map(DocumentKey::key).distinct().toList())
                .query(row -> {
                    positions.put(
                            new DocumentKey(source, row.getString("document_key")), row.getLong("position_order"));
                });
        return positions;
    }

    /// Leaves out the documents that were deleted by hand after they were read: whatever has brought them so late, they
    /// would come in behind their removal. Where the removal is still to come they are let through; it takes them
    /// away.
    List<VectorUpdate> withoutDeleted(List<VectorUpdate> messages) {
        List<DocumentKey> brought = messages.stream()
                .map(VectorUpdate::update)
                .filter(update -> update instanceof DocumentUpdate.Replace)
                .map(DocumentUpdate::key)
                .toList();
        Map<DocumentKey, Long> deleted = deletedUpTo(brought, "AND coalesce(completed_at, published_at) IS NOT NULL");
        return deleted.isEmpty()
                ? messages
                : messages.stream()
                        .filter(message -> !isDeletedSince(message.update(), deleted))
                        .toList();
    }

    private static boolean isDeletedSince(DocumentUpdate update, Map<DocumentKey, Long> deleted) {
        return update instanceof DocumentUpdate.Replace
                && update.position().order() <= deleted.getOrDefault(update.key(), Long.MIN_VALUE);
    }

    /// A deletion of a document that is not complete.
    ///
    /// @param order       of its position
    /// @param isPublished whether the removal is on its way through the pipeline
    /// @param hasPassed   whether the removal has followed all earlier changes of the document through the pipeline
    record UnderWay(Receipt receipt, long order, boolean isPublished, boolean hasPassed) {}

    /// How often the removal of a deletion has become a dead letter.
    int failures(String id) {
        return database.sql("SELECT failures FROM deletion_receipt WHERE id = :id")
                .param("id", id)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /// Notes that the transport has accepted the removal, unless the deletion has got another position meanwhile, or
    /// the
    /// removal has failed already.
    ///
    /// @param failures of its removal before it was published
    void notePublished(String id, long order, int failures, Instant now) {
        database.sql("""
                UPDATE deletion_receipt SET published_at = :now
                WHERE id = :id AND coalesce(position_order, :order) = :order AND failures = :failures
                """)
                .param("now", now.toString())
                .param("id", id)
                .param("order", order)
                .param("failures", failures)
                .update();
    }

    /// The removal of a deletion is not on its way any more: it became a dead letter. Of others there is no receipt.
    void noteFailed(Origin origin) {
        if (origin.isOnRequest()) {
            database.sql("UPDATE deletion_receipt SET published_at = NULL, failures = failures + 1 WHERE id = :id")
                    .param("id", origin.batch())
                    .update();
        }
    }

    /// What was on its way is lost.
    void noteAllLost() {
        database.sql("""
                UPDATE deletion_receipt SET published_at = NULL WHERE completed_at IS NULL AND published_at IS NOT NULL
                """).update();
    }

    /// Notes that the removals of these deletions have passed the index.
    void notePassed(Collection<String> ids, Instant now) {
        if (!ids.isEmpty()) {
            database.sql("UPDATE deletion_receipt SET passed_at = :now WHERE id IN (:ids)")
                    .param("now", now.toString())
                    .param("ids", ids)
                    .update();
        }
    }

    /// The deletion if its removal has passed the index; empty otherwise.
    Optional<UnderWay> passed(String id) {
        return database.sql("SELECT * FROM deletion_receipt WHERE id = :id AND passed_at IS NOT NULL")
                .param("id", id)
                .query(this::deletion)
                .optional();
    }

    /// Deletions of documents that were asked for before a time and are not complete, oldest first.
    ///
    /// @param after the last one of those before; null for the first
    List<UnderWay> underWay(Instant requestedBefore, @Nullable Receipt after, int limit) {
        return database.sql("""
                SELECT * FROM deletion_receipt
                WHERE completed_at IS NULL AND document_key IS NOT NULL AND requested_at < :before
                    AND (requested_at, id) > (:afterTime, :afterId)
                ORDER BY requested_at, id LIMIT :limit
                """)
                .param("before", requestedBefore.toString())
                .param("afterTime", after == null ? "" : after.requestedAt().toString())
                .param("afterId", after == null ? "" : after.id())
                .param("limit", limit)
                .query(this::deletion)
                .list();
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

    /// Deletions that an earlier version has begun have no position: they are as old as they were asked for.
    private UnderWay deletion(ResultSet row, int number) throws SQLException {
        Receipt receipt = receipt(row, number);
        long order = row.getLong("position_order");
        boolean isFenced = !row.wasNull();
        return new UnderWay(
                receipt,
                isFenced ? order : SourcePosition.readAt(receipt.requestedAt()).order(),
                row.getString("published_at") != null,
                row.getString("passed_at") != null);
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
