package io.tabletalk.ingest;

import io.tabletalk.ingest.BatchStatusStore.OpenDocument;
import io.tabletalk.ingest.BatchStatusStore.Reopened;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.source.Split;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Brings dead letters back into the pipeline.
final class Redelivery {

    private static final int PAGE = 200;

    /// The stages whose letters are about one document.
    static final List<String> DOCUMENT_STAGES = List.of(CompareStage.NAME, EmbedStage.NAME, ApplyStage.NAME);

    private final DeadLetters deadLetters;
    private final BatchStatusStore store;
    private final Transport transport;
    private final JsonMapper json;

    Redelivery(DeadLetters deadLetters, BatchStatusStore store, Transport transport, JsonMapper json) {
        this.deadLetters = deadLetters;
        this.store = store;
        this.transport = transport;
        this.json = json;
    }

    /// Opens the letter's batch for what the letter is about.
    Reopened reopen(DeadLetter.Message message) {
        if (isFor(message, Topics.INDEX_SWEEPS)) {
            return store.reopenSweep(read(message, Topics.INDEX_SWEEPS).batch());
        }
        if (!isAboutDocument(message)) {
            return switch (read(message, Topics.DATA_INGESTION)) {
                case IngestionMessage.PlanBatch plan -> store.reopenPlan(plan.batch());
                case IngestionMessage.ReadSplit split ->
                    store.reopenSplit(split.batch(), split.split().number());
            };
        }
        if (isBeforeEmbedding(message)) {
            EmbeddingRequest request = read(message, Topics.DOCUMENT_CHANGES);
            return store.reopenDocument(request.origin(), request.change().key().key());
        }
        VectorUpdate update = read(message, Topics.VECTOR_UPDATES);
        return store.reopenDocument(update.origin(), update.update().key().key());
    }

    /// The part of a source that the message has read again; empty when it is about something else.
    Optional<Split> part(DeadLetter.Message message) {
        return isFor(message, Topics.DATA_INGESTION)
                        && read(message, Topics.DATA_INGESTION) instanceof IngestionMessage.ReadSplit read
                ? Optional.of(read.split())
                : Optional.empty();
    }

    /// Whether the message is about one document, and goes on as it is. Parts and batches go on through the
    /// coordinator.
    boolean isAboutDocument(DeadLetter.Message message) {
        return isBeforeEmbedding(message) || isFor(message, Topics.VECTOR_UPDATES);
    }

    void publish(DeadLetter.Message message) {
        if (isFor(message, Topics.DOCUMENT_CHANGES)) {
            transport.publish(Topics.DOCUMENT_CHANGES, read(message, Topics.DOCUMENT_CHANGES));
        } else if (isFor(message, Topics.EMBEDDING_REQUESTS)) {
            transport.publish(Topics.EMBEDDING_REQUESTS, read(message, Topics.EMBEDDING_REQUESTS));
        } else {
            transport.publish(Topics.VECTOR_UPDATES, read(message, Topics.VECTOR_UPDATES));
        }
    }

    /// Publishes the documents that a batch had opened again when the process ended. A document whose letter is gone,
    /// or has come to stand for a later batch, stays failed.
    void publishOpenDocuments(Batch batch) {
        String after = "";
        List<OpenDocument> page = store.openDocuments(batch.id(), after, PAGE);
        while (!page.isEmpty()) {
            page.forEach(document -> publishOpen(batch, document));
            after = page.getLast().key();
            page = store.openDocuments(batch.id(), after, PAGE);
        }
    }

    /// The same for removals.
    void publishOpenRemovals(Batch batch) {
        Origin origin = Origin.sweep(batch.id());
        List<String> page = store.openRemovals(batch.id(), "", PAGE);
        while (!page.isEmpty()) {
            page.forEach(key -> publishOpen(batch, new OpenDocument(origin, key)));
            page = store.openRemovals(batch.id(), page.getLast(), PAGE);
        }
    }

    private void publishOpen(Batch batch, OpenDocument document) {
        List<DeadLetter.Message> messages =
                deadLetters.of(batch.source().value(), DOCUMENT_STAGES, List.of(document.key())).stream()
                        .flatMap(letter -> deadLetters.message(letter.id()).stream())
                        .filter(this::isAboutDocument)
                        .filter(message -> origin(message).equals(document.origin()))
                        .toList();
        if (messages.isEmpty()) {
            DocumentSettled failed =
                    new DocumentSettled(document.origin(), batch.source(), document.key(), Outcome.FAILED);
            store.settle(batch.id(), List.of(failed));
        }
        messages.forEach(this::publish);
    }

    private Origin origin(DeadLetter.Message message) {
        return isBeforeEmbedding(message)
                ? read(message, Topics.DOCUMENT_CHANGES).origin()
                : read(message, Topics.VECTOR_UPDATES).origin();
    }

    /// Both topics carry the same form of message.
    private boolean isBeforeEmbedding(DeadLetter.Message message) {
        return isFor(message, Topics.DOCUMENT_CHANGES) || isFor(message, Topics.EMBEDDING_REQUESTS);
    }

    private boolean isFor(DeadLetter.Message message, Topic<?> topic) {
        return message.topic().equals(topic.name());
    }

    private <M> M read(DeadLetter.Message message, Topic<M> topic) {
        return json.readValue(message.payload(), topic.type());
    }
}
