package io.tabletalk.index.langchain4j;

import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Which documents are in the store and which version of their passages counts, in table `store_document`; and which
/// passages do not count any more and may still lie there, in table `store_leftover`.
final class Catalogue {

    private final String store;
    private final JdbcClient database;
    private final TransactionTemplate transactions;
    private final JsonMapper json;
    private final InstantSource clock;

    /// @param store names the store, together with the embedding of its vectors
    Catalogue(
            String store, JdbcClient database, TransactionTemplate transactions, JsonMapper json, InstantSource clock) {
        this.store = store;
        this.database = database;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /// Passages of a version that does not count.
    record Leftover(DocumentKey key, String version, int passages) {}

    Map<DocumentKey, Entry> find(Collection<DocumentKey> keys) {
        Map<DocumentKey, Entry> found = new HashMap<>();
        keys.forEach(key -> find(key).ifPresent(entry -> found.put(key, entry)));
        return found;
    }

    Optional<Entry> find(DocumentKey key) {
        return database.sql("""
                SELECT * FROM store_document WHERE store = :store AND source = :source AND document_key = :key
                """)
                .param("store", store)
                .param("source", key.source().value())
                .param("key", key.key())
                .query(this::entry)
                .optional();
    }

    /// In the order of their keys, behind `after`.
    List<Entry> page(SourceId source, String after, int limit) {
        return database.sql("""
                SELECT * FROM store_document WHERE store = :store AND source = :source AND document_key > :after
                ORDER BY document_key LIMIT :limit
                """)
                .param("store", store)
                .param("source", source.value())
                .param("after", after)
                .param("limit", limit)
                .query(this::entry)
                .list();
    }

    /// Notes what is about to be written, so that it is found if it is never made to count.
    void announce(List<Leftover> written) {
        transactions.executeWithoutResult(status -> written.forEach(this::addLeftover));
    }

    /// From now on these count, and what counted of their documents before does not: one step, seen whole or not at
    /// all.
    ///
    /// @param gone documents that are removed
    void replace(List<Entry> entries, Collection<DocumentKey> gone) {
        transactions.executeWithoutResult(status -> {
            entries.forEach(this::replace);
            gone.forEach(key -> find(key).ifPresent(this::remove));
        });
    }

    /// Of these documents.
    List<Leftover> leftovers(Collection<DocumentKey> keys) {
        return keys.stream().flatMap(key -> leftovers(key).stream()).toList();
    }

    private List<Leftover> leftovers(DocumentKey key) {
        return database.sql("""
                SELECT * FROM store_leftover WHERE store = :store AND source = :source AND document_key = :key
                """)
                .param("store", store)
                .param("source", key.source().value())
                .param("key", key.key())
                .query((row, number) -> new Leftover(key(row), row.getString("version"), row.getInt("passages")))
                .list();
    }

    /// These do not lie in the store any more.
    void forget(List<Leftover> leftovers) {
        transactions.executeWithoutResult(status -> leftovers.forEach(this::removeLeftover));
    }

    long documents() {
        return count("SELECT count(*) FROM store_document WHERE store = :store");
    }

    long passages() {
        return count("SELECT coalesce(sum(passages), 0) FROM store_document WHERE store = :store");
    }

    long documents(SourceId source) {
        return database.sql("SELECT count(*) FROM store_document WHERE store = :store AND source = :source")
                .param("store", store)
                .param("source", source.value())
                .query(Long.class)
                .single();
    }

    Instant now() {
        return clock.instant();
    }

    private long count(String sql) {
        return database.sql(sql).param("store", store).query(Long.class).single();
    }

    private void replace(Entry entry) {
        find(entry.key()).ifPresent(this::remove);
        removeLeftover(new Leftover(entry.key(), entry.version(), entry.passages()));
        database.sql("""
                INSERT INTO store_document (store, source, document_key, content_hash, position_order, as_of, title,
                                            metadata, passages, version, indexed_at)
                VALUES (:store, :source, :key, :hash, :order, :asOf, :title, :metadata, :passages, :version, :indexedAt)
                """)
                .param("store", store)
                .param("source", entry.key().source().value())
                .param("key", entry.key().key())
                .param("hash", entry.contentHash())
                .param("order", entry.position().order())
                .param("asOf", entry.position().asOf().toString())
                .param("title", entry.title())
                .param("metadata", json.writeValueAsString(entry.metadata()))
                .param("passages", entry.passages())
                .param("version", entry.version())
                .param("indexedAt", entry.indexedAt().toString())
                .update();
    }

    private void remove(Entry entry) {
        addLeftover(new Leftover(entry.key(), entry.version(), entry.passages()));
        database.sql("""
                DELETE FROM store_document WHERE store = :store AND source = :source AND document_key = :key
                """)
                .param("store", store)
                .param("source", entry.key().source().value())
                .param("key", entry.key().key())
                .update();
    }

    private void addLeftover(Leftover leftover) {
        database.sql("""
                INSERT INTO store_leftover (store, source, document_key, version, passages)
                VALUES (:store, :source, :key, :version, :passages) ON CONFLICT DO NOTHING
                """)
                .param("store", store)
                .param("source", leftover.key().source().value())
                .param("key", leftover.key().key())
                .param("version", leftover.version())
                .param("passages", leftover.passages())
                .update();
    }

    private void removeLeftover(Leftover leftover) {
        database.sql("""
                DELETE FROM store_leftover
                WHERE store = :store AND source = :source AND document_key = :key AND version = :version
                """)
                .param("store", store)
                .param("source", leftover.key().source().value())
                .param("key", leftover.key().key())
                .param("version", leftover.version())
                .update();
    }

    private Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                key(row),
                row.getString("content_hash"),
                new SourcePosition(row.getLong("position_order"), Instant.parse(row.getString("as_of"))),
                row.getString("title"),
                json.readValue(row.getString("metadata"), Metadata.class),
                row.getInt("passages"),
                row.getString("version"),
                Instant.parse(row.getString("indexed_at")));
    }

    private static DocumentKey key(ResultSet row) throws SQLException {
        return new DocumentKey(new SourceId(row.getString("source")), row.getString("document_key"));
    }
}
