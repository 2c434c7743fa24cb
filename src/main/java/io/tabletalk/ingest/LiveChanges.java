package io.tabletalk.ingest;

import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.pipeline.MessageTooLargeException;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.source.Changes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/// Brings changes of live sources through the pipeline, like the documents of a batch but without one.
final class LiveChanges {

    private final Transport transport;
    private final DeadLetters deadLetters;
    private final OpenChanges open;
    private final JsonMapper json;

    LiveChanges(Transport transport, DeadLetters deadLetters, OpenChanges open, JsonMapper json) {
        this.transport = transport;
        this.deadLetters = deadLetters;
        this.open = open;
        this.json = json;
    }

    /// Returns once every change is durable in the index, or a dead letter.
    void apply(SourceId source, Changes changes) throws InterruptedException {
        changes.unreadable().forEach(record -> keep(source, record.place(), record.reason(), record.excerpt()));
        List<DocumentChange> documents = new ArrayList<>(changes.documents());
        while (!documents.isEmpty()) {
            try (OpenChanges.Open waiting =
                    open.open(documents.stream().map(DocumentChange::key).toList())) {
                List<EmbeddingRequest> requests = documents.stream()
                        .map(change -> new EmbeddingRequest(waiting.origin(), change))
                        .toList();
                documents = publish(source, requests);
                if (documents.isEmpty()) {
                    waiting.await();
                }
            }
        }
    }

    /// Returns what is to be published once more, without what the transport cannot carry; mostly nothing.
    private List<DocumentChange> publish(SourceId source, List<EmbeddingRequest> requests) {
        try {
            transport.publishAll(Topics.DOCUMENT_CHANGES, requests);
            return new ArrayList<>();
        } catch (MessageTooLargeException e) {
            List<DocumentChange> carried = new ArrayList<>();
            for (EmbeddingRequest request : requests) {
                try {
                    transport.publish(Topics.DOCUMENT_CHANGES, request);
                    carried.add(request.change());
                } catch (MessageTooLargeException tooLarge) {
                    keep(source, request.change().key().key(), String.valueOf(tooLarge.getMessage()), "");
                }
            }
            return carried;
        }
    }

    /// A retry reads all of the source again.
    private void keep(SourceId source, String key, String reason, String excerpt) {
        IngestionMessage readAll = new IngestionMessage.PlanBatch(Origin.LIVE_BATCH, source);
        DeadLetter letter = new DeadLetter(
                UUID.randomUUID().toString(),
                source.value(),
                Origin.LIVE_BATCH,
                SplitReader.NAME,
                key,
                reason,
                1,
                excerpt,
                Instant.now());
        String payload = json.writerFor(Topics.INGESTION_PLANS.type()).writeValueAsString(readAll);
        deadLetters.add(letter, new DeadLetter.Message(Topics.INGESTION_PLANS.name(), payload));
    }
}
