package io.tabletalk.ingest;

import io.tabletalk.index.DocumentTraces.Gone;
import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.RetriableException;
import io.tabletalk.pipeline.Stage;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.Transport;
import java.util.List;
import org.springframework.dao.DataAccessException;

/// Applies documents to the index, and reports them once they are durable.
final class ApplyStage implements Stage<VectorUpdate> {

    static final String NAME = "apply";

    private final KnowledgeIndex index;
    private final Traces traces;
    private final Transport transport;

    ApplyStage(KnowledgeIndex index, Traces traces, Transport transport) {
        this.index = index;
        this.traces = traces;
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
        List<DocumentUpdate> updates = batch.stream().map(VectorUpdate::update).toList();
        try {
            List<Gone> gone = gone(updates);
            index.apply(updates);
            traces.forget(gone);
        } catch (IndexException e) {
            throw IndexFailure.retriable(e);
        } catch (DataAccessException e) {
            throw new RetriableException("The state database could not be written.", e);
        }
        transport.publishAll(
                Topics.BATCH_STATUS,
                batch.stream().map(update -> settled(update, outcome(update))).toList());
    }

    @Override
    public Subject subject(VectorUpdate update) {
        DocumentKey key = update.update().key();
        return new Subject(key.source().value(), update.origin().batch(), NAME, key.key());
    }

    @Override
    public void failed(VectorUpdate update, DeadLetter letter) {
        transport.publish(Topics.BATCH_STATUS, settled(update, Outcome.FAILED));
    }

    /// What is removed, looked up as long as it is there.
    private List<Gone> gone(List<DocumentUpdate> updates) {
        return updates.stream()
                .filter(update -> update instanceof DocumentUpdate.Remove)
                .map(update -> Traces.gone(index, update.key()))
                .toList();
    }

    private static DocumentSettled settled(VectorUpdate update, Outcome outcome) {
        return DocumentSettled.of(update.origin(), update.update().key(), outcome);
    }

    /// What a part says is gone was read from it, and counts as that; what the sweep finds gone was not.
    private static Outcome outcome(VectorUpdate update) {
        boolean isRemoval = update.update() instanceof DocumentUpdate.Remove;
        return isRemoval && update.origin().split() == Origin.SWEEP ? Outcome.REMOVED : Outcome.APPLIED;
    }
}
