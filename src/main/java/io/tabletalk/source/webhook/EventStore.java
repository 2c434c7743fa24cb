package io.tabletalk.source.webhook;

import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.KeptDocuments;
import io.tabletalk.source.KeptOut;
import io.tabletalk.web.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// What webhooks have brought, in the state database: each document as it was last told. A delivery is stored whole or
/// not at all. Safe for use by several threads and processes; the changes of one source are stored one after another.
final class EventStore implements KeptDocuments {

    /// Senders repeat a delivery that they saw no answer to for days.
    private static final Duration DELIVERIES_KEPT = Duration.ofDays(7);
    /// Longer than changes alone are read before all is read: whoever missed that a document is gone finds it missing.
    private static final Duration GONE_KEPT = Duration.ofDays(7);

    /// Before all changes that are read.
    private static final long NO_CHANGE = 0;

    private final JdbcClient database;
    private final TransactionTemplate transactions;
    private final KeptOut keptOut;

    EventStore(JdbcClient database, TransactionTemplate transactions, KeptOut keptOut) {
        this.database = database;
        this.transactions = transactions;
        this.keptOut = keptOut;
    }

    /// A document as it was last told.
    ///
    /// @param body JSON; null when it is gone
    record Stored(String key, long sequence, @Nullable String body) {}

    private record Known(String bodyHash, Delivery delivery) {}

    /// Stores a delivery, or finds out that it was stored before.
    ///
    /// @param bodyHash tells the same delivery from another one of the same id
    /// @throws ApiException 409 when another delivery had the id
    Delivery accept(SourceId source, String id, String bodyHash, List<IncomingEvent> events, Instant now) {
        return Objects.requireNonNull(transactions.execute(transaction -> {
            long sequence = lock(source);
            Optional<Known> known = find(source, id);
            if (known.isPresent()) {
                return sameDelivery(id, known.get(), bodyHash);
            }
            Set<String> ignored = keptOut(source, events);
            int accepted = 0;
            for (IncomingEvent event : events) {
                if (ignored.contains(event.key())) {
                    put(source, NO_CHANGE, new IncomingEvent(event.key(), event.version(), null), now);
                } else {
                    accepted += put(source, sequence + accepted + 1, event, now);
                }
            }
            Delivery delivery = new Delivery(accepted, events.size() - accepted, sequence + accepted);
            setSequence(source, delivery.position());
            remember(source, id, bodyHash, delivery, now);
            forgetOld(source, now);
            return delivery;
        }));
    }

    /// Of a document that is kept out nothing is kept but that it is gone, and its version.
    private Set<String> keptOut(SourceId source, List<IncomingEvent> events) {
        List<DocumentKey> documents = events.stream()
                .map(event -> new DocumentKey(source, event.key()))
                .distinct()
                .toList();
        return keptOut.among(documents).stream().map(DocumentKey::key).collect(Collectors.toSet());
    }

    /// How many changes there have been.
    long position(SourceId source) {
        return database.sql("SELECT sequence FROM webhook_source WHERE source = :source")
                .param("source", source.value())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    long count(SourceId source) {
        return database.sql("SELECT count(*) FROM webhook_document WHERE source = :source AND body IS NOT NULL")
                .param("source", source.value())
                .query(Long.class)
                .single();
    }

    /// Documents that there are, by key, after one. A document that changes meanwhile stays in its place.
    List<Stored> documents(SourceId source, String afterKey, int limit) {
        return database.sql("""
                        SELECT document_key AS key, sequence, body FROM webhook_document
                        WHERE source = :source AND document_key > :after AND body IS NOT NULL
                        ORDER BY document_key LIMIT :limit""")
                .param("source", source.value())
                .param("after", afterKey)
                .param("limit", limit)
                .query(Stored.class)
                .list();
    }

    /// Documents whose last change is one of these, in the order of the changes.
    List<Stored> changes(SourceId source, long after, long upTo, int limit) {
        return database.sql("""
                        SELECT document_key AS key, sequence, body FROM webhook_document
                        WHERE source = :source AND sequence > :after AND sequence <= :upTo
                        ORDER BY sequence LIMIT :limit""")
                .param("source", source.value())
                .param("after", after)
                .param("upTo", upTo)
                .param("limit", limit)
                .query(Stored.class)
                .list();
    }

    @Override
    public boolean keeps(SourceId source) {
        return database.sql("SELECT count(*) FROM webhook_source WHERE source = :source")
                        .param("source", source.value())
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Override
    public boolean forget(DocumentKey document, Instant upTo) {
        return database.sql("""
                                UPDATE webhook_document SET body = NULL
                                WHERE source = :source AND document_key = :key AND body IS NOT NULL
                                    AND changed_at <= :upTo""")
                        .param("source", document.source().value())
                        .param("key", document.key())
                        .param("upTo", upTo.toEpochMilli())
                        .update()
                > 0;
    }

    /// Holds the source's row until the transaction ends, and returns its count of changes.
    private long lock(SourceId source) {
        return database.sql("""
                        INSERT INTO webhook_source (source, sequence) VALUES (:source, 0)
                        ON CONFLICT (source) DO UPDATE SET sequence = webhook_source.sequence RETURNING sequence""")
                .param("source", source.value())
                .query(Long.class)
                .single();
    }

    private void setSequence(SourceId source, long sequence) {
        database.sql("UPDATE webhook_source SET sequence = :sequence WHERE source = :source")
                .param("sequence", sequence)
                .param("source", source.value())
                .update();
    }

    private Optional<Known> find(SourceId source, String id) {
        return database.sql("SELECT * FROM webhook_delivery WHERE source = :source AND delivery_id = :id")
                .param("source", source.value())
                .param("id", id)
                .query((row, number) -> new Known(
                        row.getString("body_hash"),
                        new Delivery(row.getInt("accepted"), row.getInt("ignored"), row.getLong("sequence"))))
                .optional();
    }

    private static Delivery sameDelivery(String id, Known known, String bodyHash) {
        if (!known.bodyHash().equals(bodyHash)) {
            throw new ApiException(
                    HttpStatus.CONFLICT,
                    "delivery_id_reused",
                    "Another delivery has had the webhook-id '" + id + "'. Give each delivery its own.");
        }
        return known.delivery();
    }

    /// Returns 0 when a later version is stored.
    private int put(SourceId source, long sequence, IncomingEvent event, Instant now) {
        return database.sql("""
                        INSERT INTO webhook_document (source, document_key, sequence, version, body, changed_at)
                        VALUES (:source, :key, :sequence, :version, :body, :now)
                        ON CONFLICT (source, document_key) DO UPDATE SET sequence = excluded.sequence,
                            version = excluded.version, body = excluded.body, changed_at = excluded.changed_at
                        WHERE excluded.version IS NULL OR webhook_document.version IS NULL
                            OR excluded.version >= webhook_document.version""")
                .param("source", source.value())
                .param("key", event.key())
                .param("sequence", sequence)
                .param("version", event.version())
                .param("body", event.body())
                .param("now", now.toEpochMilli())
                .update();
    }

    private void remember(SourceId source, String id, String bodyHash, Delivery delivery, Instant now) {
        database.sql("""
                        INSERT INTO webhook_delivery
                            (source, delivery_id, body_hash, accepted, ignored, sequence, received_at)
                        VALUES (:source, :id, :hash, :accepted, :ignored, :sequence, :now)""")
                .param("source", source.value())
                .param("id", id)
                .param("hash", bodyHash)
                .param("accepted", delivery.accepted())
                .param("ignored", delivery.ignored())
                .param("sequence", delivery.position())
                .param("now", now.toEpochMilli())
                .update();
    }

    private void forgetOld(SourceId source, Instant now) {
        database.sql("DELETE FROM webhook_delivery WHERE received_at < :before")
                .param("before", now.minus(DELIVERIES_KEPT).toEpochMilli())
                .update();
        database.sql("DELETE FROM webhook_document WHERE source = :source AND body IS NULL AND changed_at < :before")
                .param("source", source.value())
                .param("before", now.minus(GONE_KEPT).toEpochMilli())
                .update();
    }
}
