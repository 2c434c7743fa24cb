package io.tabletalk.ingest;

import io.tabletalk.index.DocumentTraces.Gone;
import io.tabletalk.index.HeldDocument;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.source.KeptDocuments;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Deletes documents and sources everywhere, and says in a receipt what was removed.
public final class Deletions {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KnowledgeIndex index;
    private final Transport transport;
    private final ExcludedDocuments excluded;
    private final Traces traces;
    private final Receipts receipts;
    private final Expunger expunger;
    private final List<KeptDocuments> kept;
    private final InstantSource clock;

    Deletions(
            KnowledgeIndex index,
            Transport transport,
            ExcludedDocuments excluded,
            Traces traces,
            Receipts receipts,
            Expunger expunger,
            List<KeptDocuments> kept,
            InstantSource clock) {
        this.index = index;
        this.transport = transport;
        this.excluded = excluded;
        this.traces = traces;
        this.receipts = receipts;
        this.expunger = expunger;
        this.kept = List.copyOf(kept);
        this.clock = clock;
    }

    /// Deletes one document: it is taken out of the index behind all earlier changes of it, as every change goes, and
    /// what else is kept of it is forgotten. Waits up to 30 seconds; a receipt that is not complete by then says so.
    ///
    /// @param exclude whether it is to stay out from now on; otherwise the next read brings it back if the source still
    ///                holds it
    /// @return empty when there was nothing of it
    public Optional<Receipt> delete(DocumentKey key, boolean exclude) throws InterruptedException {
        Optional<HeldDocument> held = index.read(key);
        Gone gone = Traces.gone(index, key);
        if (exclude && held.isPresent()) {
            excluded.add(key, clock.instant());
        }
        Map<String, Long> removed = new LinkedHashMap<>();
        long passages = held.map(document -> document.passages().size()).orElse(0);
        removed.put("documents", held.isPresent() ? 1L : 0L);
        removed.put("passages", passages);
        removed.put("vectors", passages);
        if (exclude) {
            removed.put("stored_documents", forgetKept(key));
        }
        add(removed, traces.forget(gone));
        if (held.isEmpty() && removed.values().stream().allMatch(count -> count == 0)) {
            return Optional.empty();
        }
        Receipt receipt = new Receipt(
                UUID.randomUUID().toString(),
                key.source(),
                key.key(),
                clock.instant(),
                removed,
                exclude && held.isPresent(),
                held.map(document -> document.position().asOf()).orElse(null),
                null,
                null);
        receipts.put(receipt);
        held.ifPresent(this::publishRemoval);
        return Optional.of(awaitGone(receipt, gone));
    }

    /// Of a document that is to come back, what its source keeps of it stays.
    private long forgetKept(DocumentKey key) {
        Instant now = clock.instant();
        return kept.stream().filter(each -> each.forget(key, now)).count();
    }

    /// Behind every change that was published before it, and newer than what is held.
    private void publishRemoval(HeldDocument held) {
        SourcePosition now = SourcePosition.readAt(clock.instant());
        SourcePosition position = held.position().compareTo(now) > 0 ? held.position() : now;
        transport.publish(
                Topics.DOCUMENT_CHANGES,
                new EmbeddingRequest(Origin.onRequest(), new DocumentChange.Deleted(held.key(), position)));
    }

    private Receipt awaitGone(Receipt receipt, Gone gone) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!index.find(List.of(gone.key())).isEmpty()) {
            if (System.nanoTime() > end) {
                return receipt;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        Map<String, Long> removed = new LinkedHashMap<>(receipt.removed());
        add(removed, traces.forget(gone)); // what came while it was being removed
        Receipt completed = receipt.completed(removed, clock.instant());
        receipts.put(completed);
        expunger.request();
        return completed;
    }

    /// Begins the receipt of a source that will be removed by a batch, whose id it gets.
    void begin(Batch removal) {
        SourceId source = removal.source();
        traces.takeForgotten(source); // of deletions before this one
        Map<String, Long> removed = counts(source);
        add(removed, traces.forgetAll(source, removal.id()));
        receipts.put(receipt(removal, removed));
    }

    private static Receipt receipt(Batch removal, Map<String, Long> removed) {
        return new Receipt(
                removal.id(), removal.source(), null, removal.createdAt(), removed, false, null, null, null);
    }

    private Map<String, Long> counts(SourceId source) {
        long documents = 0;
        long passages = 0;
        try (Stream<IndexedDocument> all = index.documents(source)) {
            for (IndexedDocument document : (Iterable<IndexedDocument>) all::iterator) {
                documents++;
                passages += document.passages();
            }
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("documents", documents);
        counts.put("passages", passages);
        counts.put("vectors", passages);
        return counts;
    }

    /// All documents of the source are out of the index: forgets the rest. Idempotent. A process that was killed between
    /// storing the batch and its receipt has left none.
    void complete(Batch removal) {
        SourceId source = removal.source();
        Map<String, Long> rest = traces.forgetAll(source, removal.id());
        excluded.removeAll(source);
        Receipt begun = receipts.find(removal.id())
                .orElseGet(() -> receipt(removal, Map.of("documents", removal.removed())));
        Map<String, Long> removed = new LinkedHashMap<>(begun.removed());
        add(removed, traces.takeForgotten(source));
        add(removed, rest);
        receipts.put(begun.completed(removed, clock.instant()));
    }

    /// Has the bytes of what was deleted taken out of the files, soon.
    void expunge() {
        expunger.request();
    }

    private static void add(Map<String, Long> sum, Map<String, Long> more) {
        more.forEach((name, count) -> sum.merge(name, count, Long::sum));
    }
}
