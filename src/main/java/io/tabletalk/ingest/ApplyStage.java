package io.tabletalk.ingest;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.Stage;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.Transport;
import java.util.List;

/// Applies documents to the index, and reports them once they are durable.
final class ApplyStage implements Stage<VectorUpdate> {

    static final String NAME = "apply";

    private final KnowledgeIndex index;
    private final Transport transport;

    ApplyStage(KnowledgeIndex index, Transport transport) {
        this.index = index;
        this.transport = transport;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Topic<VectorUpdate> topic() {
        return Topics.VECTOR_UPDATES;
    }

    @Override
    public void handle(List<VectorUpdate> batch) {
        try {
            index.apply(batch.stream().map(VectorUpdate::update).toList());
        } catch (IndexException e) {
            throw IndexFailure.retriable(e);
        }
        batch.forEach(update -> settle(update, outcome(update.update())));
    }

    @Override
    public Subject subject(VectorUpdate update) {
        DocumentKey key = update.update().key();
        return new Subject(key.source().value(), update.origin().batch(), NAME, key.key());
    }

    @Override
    public void failed(VectorUpdate update, DeadLetter letter) {
        settle(update, Outcome.FAILED);
    }

    private void settle(VectorUpdate update, Outcome outcome) {
        DocumentKey key = update.update().key();
        transport.publish(Topics.BATCH_STATUS, DocumentSettled.of(update.origin(), key, outcome));
    }

    private static Outcome outcome(DocumentUpdate update) {
        return switch (update) {
            case DocumentUpdate.Replace replace -> Outcome.APPLIED;
            case DocumentUpdate.Remove remove -> Outcome.REMOVED;
        };
    }
}
