package io.tabletalk.ingest;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.RetriableException;
import io.tabletalk.pipeline.Stage;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.Transport;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.dao.DataAccessException;

/// Has documents brought into the index, and reports them once they are durable there.
final class ApplyStage implements Stage<VectorUpdate> {

    static final String NAME = "apply";

    private final IndexSupply supply;
    private final Receipts receipts;
    private final Transport transport;

    ApplyStage(IndexSupply supply, Receipts receipts, Transport transport) {
        this.supply = supply;
        this.receipts = receipts;
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
        Set<DocumentKey> added = supply.bringIn(batch);
        noteDeletions(batch);
        transport.publishAll(
                Topics.BATCH_STATUS,
                batch.stream()
                        .map(update -> settled(update, outcome(update, added)))
                        .toList());
    }

    /// Nothing of these documents that came before their deletion is left in the pipeline.
    private void noteDeletions(List<VectorUpdate> batch) {
        List<String> deletions = batch.stream()
                .map(VectorUpdate::origin)
                .filter(Origin::isOnRequest)
                .map(Origin::batch)
                .toList();
        try {
            receipts.notePassed(deletions, Instant.now());
        } catch (DataAccessException e) {
            throw new RetriableException("The state database could not be written.", e);
        }
    }

    @Override
    public Subject subject(VectorUpdate update) {
        DocumentKey key = update.update().key();
        return new Subject(key.source().value(), update.origin().batch(), NAME, key.key());
    }

    @Override
    public void failed(VectorUpdate update, DeadLetter letter) {
        receipts.noteFailed(update.origin());
        transport.publish(Topics.BATCH_STATUS, settled(update, Outcome.FAILED));
    }

    private static DocumentSettled settled(VectorUpdate update, Outcome outcome) {
        return DocumentSettled.of(update.origin(), update.update().key(), outcome);
    }

    private static Outcome outcome(VectorUpdate update, Set<DocumentKey> added) {
        return switch (update.update()) {
            case DocumentUpdate.Remove remove -> Outcome.REMOVED;
            case DocumentUpdate.Replace replace -> added.contains(replace.key()) ? Outcome.ADDED : Outcome.APPLIED;
        };
    }
}
