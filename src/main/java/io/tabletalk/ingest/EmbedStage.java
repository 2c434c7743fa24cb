package io.tabletalk.ingest;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.passages.PassageSplitter;
import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.RetriableException;
import io.tabletalk.pipeline.Stage;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.Transport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.DataAccessException;

/// Cuts documents into passages and embeds them, but for those that the index holds unchanged.
final class EmbedStage implements Stage<EmbeddingRequest> {

    static final String NAME = "embed";

    private final KnowledgeIndex index;
    private final ExcludedDocuments excluded;
    private final PassageSplitter splitter;
    private final EmbeddingEngine engine;
    private final Transport transport;
    private final DocumentHash hash;

    EmbedStage(
            KnowledgeIndex index,
            ExcludedDocuments excluded,
            PassageSplitter splitter,
            EmbeddingEngine engine,
            Transport transport) {
        this.excluded = excluded;
        this.index = index;
        this.splitter = splitter;
        this.engine = engine;
        this.transport = transport;
        this.hash = new DocumentHash(splitter.version(), engine.fingerprint());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Topic<EmbeddingRequest> topic() {
        return Topics.EMBEDDING_REQUESTS;
    }

    @Override
    public void handle(List<EmbeddingRequest> batch) {
        Map<DocumentKey, IndexedDocument> held = held(batch);
        Set<DocumentKey> keptOut = keptOut(batch);
        Set<DocumentKey> changing = new HashSet<>();
        List<DocumentWork> work = new ArrayList<>();
        List<DocumentSettled> upToDate = new ArrayList<>();
        for (EmbeddingRequest request : batch) {
            if (keptOut.contains(request.change().key())) {
                upToDate.add(DocumentSettled.of(request.origin(), request.change().key(), Outcome.SKIPPED));
                continue;
            }
            DocumentWork document = prepare(request);
            // What an earlier message of this batch changes is not yet as the index holds it.
            IndexedDocument before = changing.contains(document.key()) ? null : held.get(document.key());
            if (before != null && document.isUpToDate(before)) {
                upToDate.add(skipped(request.origin(), before));
            } else {
                changing.add(document.key());
                work.add(document);
            }
        }
        transport.publishAll(Topics.BATCH_STATUS, upToDate);
        transport.publishAll(Topics.VECTOR_UPDATES, embed(work));
    }

    @Override
    public Subject subject(EmbeddingRequest request) {
        DocumentKey key = request.change().key();
        return new Subject(key.source().value(), request.origin().batch(), NAME, key.key());
    }

    @Override
    public void failed(EmbeddingRequest request, DeadLetter letter) {
        transport.publish(
                Topics.BATCH_STATUS,
                DocumentSettled.of(request.origin(), request.change().key(), Outcome.FAILED));
    }

    private Map<DocumentKey, IndexedDocument> held(List<EmbeddingRequest> batch) {
        try {
            return index.find(batch.stream()
                    .map(request -> request.change().key())
                    .distinct()
                    .toList());
        } catch (IndexException e) {
            throw IndexFailure.retriable(e);
        }
    }

    /// Documents that were deleted by hand and that their source goes on to bring.
    private Set<DocumentKey> keptOut(List<EmbeddingRequest> batch) {
        List<DocumentKey> brought = batch.stream()
                .filter(request -> request.change() instanceof DocumentChange.Upserted)
                .map(request -> request.change().key())
                .toList();
        try {
            return excluded.among(brought);
        } catch (DataAccessException e) {
            throw new RetriableException("The state database could not be read.", e);
        }
    }

    private DocumentWork prepare(EmbeddingRequest request) {
        return switch (request.change()) {
            case DocumentChange.Deleted deleted ->
                new DocumentWork.Removal(request.origin(), deleted.key(), deleted.position());
            case DocumentChange.Upserted upserted ->
                new DocumentWork.Replacement(
                        request.origin(), upserted.document(), upserted.position(), hash.of(upserted.document()));
        };
    }

    /// What the index holds since the batch began was applied by the batch itself, before a restart.
    private static DocumentSettled skipped(Origin origin, IndexedDocument held) {
        return DocumentSettled.of(origin, held.key(), origin.hasBrought(held.position()) ? Outcome.APPLIED : Outcome.SKIPPED);
    }

    /// Embeds the passages of all documents in one call, which the engine may order and group as suits it, and
    /// returns the documents in their order.
    private List<VectorUpdate> embed(List<DocumentWork> work) {
        List<List<Passage>> cut = work.stream().map(this::passages).toList();
        List<String> texts =
                cut.stream().flatMap(List::stream).map(Passage::embeddedText).toList();
        Iterator<float[]> vectors = (texts.isEmpty() ? List.<float[]>of() : engine.embedPassages(texts)).iterator();
        List<VectorUpdate> updates = new ArrayList<>();
        for (int i = 0; i < work.size(); i++) {
            List<EmbeddedPassage> embedded = new ArrayList<>();
            for (Passage passage : cut.get(i)) {
                embedded.add(new EmbeddedPassage(passage, vectors.next()));
            }
            updates.add(work.get(i).update(embedded));
        }
        return updates;
    }

    private List<Passage> passages(DocumentWork work) {
        return work instanceof DocumentWork.Replacement replacement
                ? splitter.split(replacement.document())
                : List.of();
    }
}
