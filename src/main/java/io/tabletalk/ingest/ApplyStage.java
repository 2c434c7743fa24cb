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
import java.util.Set;
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
        Set<DocumentKey> held;
        try {
            held = held(batch);
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
                batch.stream()
                        .map(update -> settled(update, outcome(update, held)))
                        .toList());
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

    /// What is there already of the documents that are counted.
    private Set<DocumentKey> held(List<VectorUpdate> batch) {
        List<DocumentKey> replaced = batch.stream()
                .filter(update -> update.origin().isOfPart())
                .map(VectorUpdate::update)
                .filter(update -> update instanceof DocumentUpdate.Replace)
                .map(DocumentUpdate::key)
                .toList();
        return replaced.isEmpty() ? Set.of() : index.find(replaced).keySet();
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

    private static Outcome outcome(VectorUpdate update, Set<DocumentKey> held) {
        return switch (update.update()) {
            case DocumentUpdate.Remove remove -> Outcome.REMOVED;
            case DocumentUpdate.Replace replace -> held.contains(replace.key()) ? Outcome.APPLIED : Outcome.ADDED;
        };
    }
}
