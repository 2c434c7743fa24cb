package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.pipeline.Stage;
import io.tabletalk.pipeline.Topic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Stores how far documents have come, and lets their batches go on.
final class StatusStage implements Stage<DocumentSettled> {

    private final BatchStatusStore store;
    private final DeadLetters deadLetters;
    private final BatchCoordinator coordinator;
    private final OpenChanges liveChanges;

    StatusStage(
            BatchStatusStore store, DeadLetters deadLetters, BatchCoordinator coordinator, OpenChanges liveChanges) {
        this.store = store;
        this.deadLetters = deadLetters;
        this.coordinator = coordinator;
        this.liveChanges = liveChanges;
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public Topic<DocumentSettled> topic() {
        return Topics.BATCH_STATUS;
    }

    /// Letters go before the batch is told: in the other order a crash in between would leave a letter for a document
    /// that went through.
    @Override
    public void handle(List<DocumentSettled> settled) {
        resolveLetters(settled);
        byBatch(settled.stream().filter(StatusStage::isOfBatch).toList()).forEach(this::settle);
        settled.stream().filter(each -> each.origin().isLive()).forEach(liveChanges::settled);
    }

    @Override
    public Subject subject(DocumentSettled settled) {
        return new Subject(settled.source().value(), settled.origin().batch(), name(), settled.key());
    }

    /// An outcome must not be lost, or its batch would never end: it is delivered again instead.
    @Override
    public void failed(DocumentSettled settled, DeadLetter letter) {
        deadLetters.remove(letter.id());
        throw new IllegalStateException("The outcome of " + settled.source() + "/" + settled.key()
                + " could not be stored and will be tried again: " + letter.reason());
    }

    private static boolean isOfBatch(DocumentSettled settled) {
        return !settled.origin().isLive() && !settled.origin().isOnRequest();
    }

    private void settle(String batch, List<DocumentSettled> settled) {
        store.settle(batch, settled);
        if (settled.stream().anyMatch(each -> each.outcome().isEnd())) {
            coordinator.advance(batch);
        }
    }

    private void resolveLetters(List<DocumentSettled> settled) {
        Map<SourceId, List<String>> keys = settled.stream()
                .filter(each -> each.outcome().isSuccess())
                .collect(Collectors.groupingBy(
                        DocumentSettled::source, Collectors.mapping(DocumentSettled::key, Collectors.toList())));
        keys.forEach((source, done) -> deadLetters.resolve(source.value(), Redelivery.DOCUMENT_STAGES, done));
    }

    private static Map<String, List<DocumentSettled>> byBatch(List<DocumentSettled> settled) {
        return settled.stream()
                .collect(Collectors.groupingBy(each -> each.origin().batch(), LinkedHashMap::new, Collectors.toList()));
    }
}
