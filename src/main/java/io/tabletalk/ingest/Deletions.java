package io.tabletalk.ingest;

import io.tabletalk.index.DocumentTraces.Gone;
import io.tabletalk.index.HeldDocument;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionTemplate;

/// Deletes documents and sources everywhere, and says in a receipt what was removed.
public final class Deletions {

    private final KnowledgeIndex index;
    private final BatchStatusStore store;
    private final ExcludedDocuments excluded;
    private final Traces traces;
    private final Receipts receipts;
    private final Removals removals;
    private final Expunger expunger;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    Deletions(
            KnowledgeIndex index,
            BatchStatusStore store,
            ExcludedDocuments excluded,
            Traces traces,
            Receipts receipts,
            Removals removals,
            Expunger expunger,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.index = index;
        this.store = store;
        this.excluded = excluded;
        this.traces = traces;
        this.receipts = receipts;
        this.removals = removals;
        this.expunger = expunger;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Deletes one document, wherever it is: it is taken out of the index behind all earlier changes of it, as every
    /// change goes, what was accepted of it before comes in no more, and what else is kept of it is forgotten.
    /// Waits up
    /// to 30 seconds; a receipt that is not complete by then says so, and is completed in the background.
    ///
    /// @param exclude whether it is to stay out from now on; otherwise the next read brings it back if the source
    /// still
    ///                holds it
    /// @return empty when there was nothing of it
    public Optional<Receipt> delete(DocumentKey key, boolean exclude) throws InterruptedException {
        boolean onItsWay = store.isUnderWay(key);
        Optional<HeldDocument> held = index.read(key);
        Gone gone = Traces.gone(index, key);
        Receipt receipt = receipt(key, exclude, held);
        long order = order(receipt, held);
        boolean newlyExcluded = store(receipt, key, order);
        Receipt begun = removals.forget(receipt, gone);
        boolean isKnown = onItsWay || begun.removed().values().stream().anyMatch(count -> count > 0);
        if (!isKnown && !store.isUnderWay(key)) {
            withdraw(receipt, key, newlyExcluded);
            return Optional.empty();
        }
        return Optional.of(removals.remove(begun, order, gone));
    }

    private Receipt receipt(DocumentKey key, boolean exclude, Optional<HeldDocument> held) {
        return new Receipt(
                UUID.randomUUID().toString(),
                key.source(),
                key.key(),
                clock.instant(),
                counts(held),
                exclude,
                held.map(document -> document.position().asOf()).orElse(null),
                null,
                null);
    }

    private static Map<String, Long> counts(Optional<HeldDocument> held) {
        Map<String, Long> counts = new LinkedHashMap<>();
        long passages = held.map(document -> document.passages().size()).orElse(0);
        counts.put("documents", held.isPresent() ? 1L : 0L);
        counts.put("passages", passages);
        counts.put("vectors", passages);
        return counts;
    }

    /// Not before anything that was accepted, also when clocks of several processes differ.
    private long order(Receipt receipt, Optional<HeldDocument> held) {
        long now = SourcePosition.readAt(receipt.requestedAt()).order();
        long inIndex = held.map(document -> document.position().order()).orElse(0L);
        return Math.max(Math.max(now, inIndex), store.latestOrder(receipt.source()));
    }

    /// From here on the deletion holds, also when the process ends: nothing is removed before.
    ///
    /// @return whether the document was not excluded before, and is now
    private boolean store(Receipt receipt, DocumentKey key, long order) {
        return transactions.execute(transaction -> {
            receipts.put(receipt);
            receipts.fence(receipt.id(), order);
            return receipt.excluded() && excluded.add(key, receipt.requestedAt());
        });
    }

    private void withdraw(Receipt receipt, DocumentKey key, boolean newlyExcluded) {
        transactions.executeWithoutResult(transaction -> {
            receipts.withdraw(receipt.id());
            if (newlyExcluded) {
                excluded.remove(key);
            }
        });
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
        return new Receipt(removal.id(), removal.source(), null, removal.createdAt(), removed, false, null, null, null);
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

    /// All documents of the source are out of the index: forgets the rest. Idempotent. A process that was killed
    /// between storing the batch and its receipt has left none.
    void complete(Batch removal) {
        SourceId source = removal.source();
        Map<String, Long> rest = traces.forgetAll(source, removal.id());
        excluded.removeAll(source);
        Receipt begun =
                receipts.find(removal.id()).orElseGet(() -> receipt(removal, Map.of("documents", removal.removed())));
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
