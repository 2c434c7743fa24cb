package io.tabletalk.ingest;

import io.tabletalk.embedding.Embedding;
import io.tabletalk.embedding.EmbeddingException;
import io.tabletalk.embedding.PassageEmbedder;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.ingest.passages.PassageSplitter;
import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.RetriableException;
import io.tabletalk.pipeline.Stage;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Cuts documents into passages and embeds them.
final class EmbedStage implements Stage<EmbeddingRequest> {

    static final String NAME = "embed";

    private final PassageSplitter splitter;
    private final PassageEmbedder embedder;
    private final DocumentHash hash;
    private final BatchStatusStore store;
    private final Transport transport;

    EmbedStage(
            PassageSplitter splitter,
            PassageEmbedder embedder,
            DocumentHash hash,
            BatchStatusStore store,
            Transport transport) {
        this.splitter = splitter;
        this.embedder = embedder;
        this.hash = hash;
        this.store = store;
        this.transport = transport;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Topic<EmbeddingRequest> topic() {
        return Topics.EMBEDDING_REQUESTS;
    }

    /// What waited for its turn when its batch was cancelled is dropped here, and nowhere else: the deliveries of one
    /// document are handled one after another here, so whoever counts learns that one was embedded before it learns
    /// that another was dropped.
    @Override
    public void handle(List<EmbeddingRequest> batch) {
        Set<String> cancelled = cancelled(batch);
        List<EmbeddingRequest> wanted =
                batch.stream().filter(request -> !isOf(cancelled, request)).toList();
        transport.publishAll(
                Topics.BATCH_STATUS,
                batch.stream()
                        .filter(request -> isOf(cancelled, request))
                        .map(request -> request.settled(Outcome.DROPPED))
                        .toList());
        if (!wanted.isEmpty()) {
            embed(wanted);
        }
    }

    private Set<String> cancelled(List<EmbeddingRequest> batch) {
        return store.cancelled(batch.stream()
                .map(EmbeddingRequest::origin)
                .filter(Origin::isOfPart)
                .map(Origin::batch)
                .collect(Collectors.toSet()));
    }

    private static boolean isOf(Set<String> batches, EmbeddingRequest request) {
        return request.origin().isOfPart() && batches.contains(request.origin().batch());
    }

    /// Passages that were embedded before are not embedded again.
    private void embed(List<EmbeddingRequest> batch) {
        List<List<Passage>> cut = batch.stream().map(this::passages).toList();
        List<List<Embedding>> embeddings = embeddings(cut);
        List<VectorUpdate> updates = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            updates.add(update(batch.get(i), cut.get(i), embeddings.get(i)));
        }
        transport.publishAll(Topics.BATCH_STATUS, progress(batch));
        transport.publishAll(Topics.VECTOR_UPDATES, updates);
    }

    @Override
    public Subject subject(EmbeddingRequest request) {
        return request.subject(NAME);
    }

    @Override
    public void failed(EmbeddingRequest request, DeadLetter letter) {
        transport.publish(Topics.BATCH_STATUS, request.settled(Outcome.FAILED));
    }

    private static List<DocumentSettled> progress(List<EmbeddingRequest> batch) {
        return batch.stream()
                .filter(request -> request.origin().isOfPart())
                .map(request -> request.settled(Outcome.EMBEDDED))
                .toList();
    }

    private List<List<Embedding>> embeddings(List<List<Passage>> documents) {
        try {
            return embedder.embedDocuments(documents.stream()
                    .map(document ->
                            document.stream().map(Passage::embeddedText).toList())
                    .toList());
        } catch (EmbeddingException e) {
            throw e.isRetriable() ? new RetriableException(String.valueOf(e.getMessage()), e) : e;
        }
    }

    private List<Passage> passages(EmbeddingRequest request) {
        return switch (request.change()) {
            case DocumentChange.Upserted upserted -> splitter.split(upserted.document());
            case DocumentChange.Deleted deleted -> List.of();
        };
    }

    private VectorUpdate update(EmbeddingRequest request, List<Passage> passages, List<Embedding> embeddings) {
        List<EmbeddedPassage> embedded = new ArrayList<>();
        for (int i = 0; i < passages.size(); i++) {
            embedded.add(new EmbeddedPassage(passages.get(i), embeddings.get(i)));
        }
        return switch (request.change()) {
            case DocumentChange.Deleted deleted ->
                VectorUpdate.removal(request.origin(), new DocumentUpdate.Remove(deleted.key(), deleted.position()));
            case DocumentChange.Upserted upserted ->
                new VectorUpdate(request.origin(), replacement(upserted, embedded), embedder.fingerprint());
        };
    }

    private DocumentUpdate.Replace replacement(DocumentChange.Upserted upserted, List<EmbeddedPassage> passages) {
        Document document = upserted.document();
        return new DocumentUpdate.Replace(
                document.key(),
                upserted.position(),
                hash.of(document),
                document.title(),
                document.metadata(),
                passages);
    }
}
