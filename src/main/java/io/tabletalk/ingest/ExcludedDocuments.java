package io.tabletalk.ingest;

import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.KeptOut;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Documents that were deleted and are to stay out, although their source may go on to hold them. Durable; safe for use
/// by several threads and processes.
public final class ExcludedDocuments implements KeptOut {

    private final JdbcClient database;

    ExcludedDocuments(JdbcClient database) {
        this.database = database;
    }

    /// An excluded document.
    public record Excluded(String key, Instant excludedAt) {}

    /// Returns whether it was not excluded yet.
    boolean add(DocumentKey document, Instant now) {
        return database.sql("""
                INSERT INTO excluded_document (source, document_key, excluded_at) VALUES (:source, :key, :now)
                ON CONFLICT (source, document_key) DO NOTHING
                """)
                        .param("source", document.source().value())
                        .param("key", document.key())
                        .param("now", now.toString())
                        .update()
                > 0;
    }

    /// Excludes a document no longer. Returns whether it was excluded.
    boolean remove(DocumentKey document) {
        return database.sql("DELETE FROM excluded_document WHERE source = :source AND document_key = :key")
                        .param("source", document.source().value())
                        .param("key", document.key())
                        .update()
                > 0;
    }

    void removeAll(SourceId source) {
        database.sql("DELETE FROM excluded_document WHERE source = :source")
                .param("source", source.value())
                .update();
    }

    /// In the order of the key, after the key given.
    public List<Excluded> list(SourceId source, @Nullable String after, int limit) {
        return database.sql("""
                SELECT document_key, excluded_at FROM excluded_document
                WHERE source = :source AND document_key > :after ORDER BY document_key LIMIT :limit
                """)
                .param("source", source.value())
                .param("after", after == null ? "" : after)
                .param("limit", limit)
                .query((row, number) ->
                        new Excluded(row.getString("document_key"), Instant.parse(row.getString("excluded_at"))))
                .list();
    }

    @Override
    public Set<DocumentKey> among(Collection<DocumentKey> documents) {
        Set<DocumentKey> excluded = new HashSet<>();
        Map<SourceId, List<DocumentKey>> bySource =
                documents.stream().collect(Collectors.groupingBy(DocumentKey::source));
        bySource.forEach((source, keys) -> excluded.addAll(among(source, keys)));
        return excluded;
    }

    private List<DocumentKey> among(SourceId source, List<DocumentKey> documents) {
        return database.sql("""
                SELECT document_key FROM excluded_document WHERE source = :source AND document_key IN (:keys)
                """)
                .param("source", source.value())
                .param("keys", documents.stream().map(DocumentKey::key).toList())
                .query((row, number) -> new DocumentKey(source, row.getString("document_key")))
                .list();
    }
}
