package io.tabletalk.ingest;

import io.tabletalk.index.IndexException;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.Stage;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.source.KeptDocuments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares what was read with what the index holds: what is unchanged is done, and only the rest is embedded.
final class CompareStage implements Stage<EmbeddingRequest> {

    static final String NAME = "compare";

    private final KnowledgeIndex index;
    private final IndexSupply supply;
    private final ExcludedDocuments excluded;
    private final Receipts receipts;
    private final DocumentHash hash;
    private final Transport transport;
    private final List<KeptDocuments> kept;

    CompareStage(
            KnowledgeIndex index,
            IndexSupply supply,
            ExcludedDocuments excluded,
            Receipts receipts,
            DocumentHash hash,
            Transport transport,
            List<KeptDocuments> kept) {
        this.index = index;
        this.supply = supply;
        this.excluded = excluded;
        this.receipts = receipts;
        this.hash = hash;
        this.transport = transport;
        this.kept = List.copyOf(kept);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Topic<EmbeddingRequest> topic() {
        return Topics.DOCUMENT_CHANGES;
    }

    @Override
    public void handle(List<EmbeddingRequest> batch) {
        supply.awaitPublished();
        Map<DocumentKey, IndexedDocument> held = held(batch);
        List<DocumentKey> brought = brought(batch);
        Set<DocumentKey> keptOut = excluded.among(brought);
        Map<DocumentKey, Long> deletedUpTo = receipts.deletedUpTo(brought);
        Set<DocumentKey> changing = new HashSet<>();
        List<EmbeddingRequest> changed = new ArrayList<>();
        List<DocumentSettled> upToDate = new ArrayList<>();
        List<String> overtaken = new ArrayList<>();
        for (EmbeddingRequest request : batch) {
            DocumentKey key = request.change().key();
            // What an earlier message of this batch changes is not yet as the index holds it.
            IndexedDocument before = changing.contains(key) ? null : held.get(key);
            if (request.change() instanceof DocumentChange.Upserted && keptOut.contains(key)) {
                forgetKept(request.change());
                upToDate.add(request.settled(Outcome.SKIPPED));
            } else if (isDeletedSince(request.change(), deletedUpTo)) {
                upToDate.add(request.settled(Outcome.SKIPPED));
            } else if (before != null && isOvertaken(request, before)) {
                overtaken.add(request.origin().batch());
                upToDate.add(request.settled(Outcome.SKIPPED));
            } else if (before != null && isUpToDate(request, before)) {
                upToDate.add(settled(request.origin(), before));
            } else {
                changing.add(key);
                changed.add(request);
            }
        }
        receipts.notePassed(overtaken, Instant.now());
        transport.publishAll(Topics.BATCH_STATUS, upToDate);
        transport.publishAll(Topics.EMBEDDING_REQUESTS, changed);
    }

    @Override
    public Subject subject(EmbeddingRequest request) {
        return request.subject(NAME);
    }

    @Override
    public void failed(EmbeddingRequest request, DeadLetter letter) {
        receipts.noteFailed(request.origin());
        transport.publish(Topics.BATCH_STATUS, request.settled(Outcome.FAILED));
    }

    private static List<DocumentKey> brought(List<EmbeddingRequest> batch) {
        return batch.stream()
                .filter(request -> request.change() instanceof DocumentChange.Upserted)
                .map(request -> request.change().key())
                .toList();
    }

    /// Whether the document was deleted by hand after this was read: it would come in behind its removal.
    private static boolean isDeletedSince(DocumentChange change, Map<DocumentKey, Long> deletedUpTo) {
        Long deleted = deletedUpTo.get(change.key());
        return deleted != null
                && change instanceof DocumentChange.Upserted
                && change.position().order() <= deleted;
    }

    /// Whether a removal on request comes when the index holds something newer: it would be dropped there, and be the
    /// last that the topic of updates says of the document.
    private static boolean isOvertaken(EmbeddingRequest request, IndexedDocument held) {
        return request.origin().isOnRequest()
                && held.position().order() > request.change().position().order();
    }

    /// Nothing is kept of a document that was deleted for good, also when it is sent again.
    private void forgetKept(DocumentChange change) {
        kept.forEach(each -> each.forget(change.key(), change.position().asOf()));
    }

    private Map<DocumentKey, IndexedDocument> held(List<EmbeddingRequest> batch) {
        try {
            return index.find(batch.stream()
                    .map(request -> request.change().key())
                    .distinct()
                    .toList());
        } catch (IndexException e) {
            throw IndexFailure.of(e);
        }
    }

    /// The same, or newer than this: the index would drop it. What is to be embedded anew is done once the batch has
    /// brought it.
    private boolean isUpToDate(EmbeddingRequest request, IndexedDocument held) {
        return switch (request.change()) {
            case DocumentChange.Deleted deleted -> false;
            case DocumentChange.Upserted upserted -> {
                Origin origin = request.origin();
                boolean same = held.contentHash().equals(hash.of(upserted.document()))
                        && (!origin.anew() || origin.hasBrought(held.position()));
                yield same || held.position().compareTo(upserted.position()) > 0;
            }
        };
    }

    /// What the batch itself has brought is delivered again.
    private static DocumentSettled settled(Origin origin, IndexedDocument held) {
        return DocumentSettled.of(
                origin, held.key(), origin.hasBrought(held.position()) ? Outcome.APPLIED : Outcome.SKIPPED);
    }
}
