package io.tabletalk.ingest;

import io.tabletalk.ingest.BatchStatusStore.Reading;
import io.tabletalk.ingest.BatchStatusStore.Unit;
import io.tabletalk.ingest.IngestionMessage.ReadSplit;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.pipeline.MessageTooLargeException;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.Sources;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// Reads one part of a source from its beginning to its end, in chunks: each is registered, so that nothing is lost or
/// counted twice, and then published. Holds one chunk in memory.
final class SplitReader {

    static final String NAME = "read";

    private final Sources sources;
    private final BatchStatusStore store;
    private final DeadLetters deadLetters;
    private final Transport transport;
    private final JsonMapper json;

    SplitReader(
            Sources sources, BatchStatusStore store, DeadLetters deadLetters, Transport transport, JsonMapper json) {
        this.sources = sources;
        this.store = store;
        this.deadLetters = deadLetters;
        this.transport = transport;
        this.json = json;
    }

    /// How dead letters name a part.
    static String partName(int split) {
        return "part " + split;
    }

    void read(ReadSplit message) {
        store.beginReading(message.batch(), message.split().number()).ifPresent(reading -> read(message, reading));
    }

    /// Letters go before the part is marked: in the other order a crash in between would leave letters for what went
    /// through.
    private void read(ReadSplit message, Reading reading) {
        List<String> leftOut = new ArrayList<>();
        boolean toItsEnd = SourceFailure.translate(() -> readRecords(message, reading, leftOut));
        if (toItsEnd) {
            forgetWhatIsNotThere(message, reading);
            resolve(message, List.of(partName(message.split().number())));
        }
        store.endReading(reading, leftOut);
    }

    /// Returns false when the batch wants no more.
    private boolean readRecords(ReadSplit message, Reading reading, List<String> leftOut) {
        try (Source source = sources.open(message.source());
                Stream<SourceRecord> records = wanted(source, reading).read(message.split())) {
            Iterator<SourceRecord> iterator = records.iterator();
            RecordChunk chunk = RecordChunk.first(message, reading);
            Refusals refusals = new Refusals();
            while (addNext(iterator, chunk, refusals)) {
                if (chunk.isFull()) {
                    if (!finish(chunk, refusals)) {
                        return false;
                    }
                    chunk = chunk.next();
                }
            }
            leftOut.addAll(source.leftOut(message.split()));
            return finish(chunk, refusals) && tellOfMore(message, refusals);
        }
    }

    private static Source wanted(Source source, Reading reading) {
        return reading.origin().anew() ? source.readAnew() : source;
    }

    /// Returns false when there is no more. What came before a record at which the source fails is not lost with it.
    private boolean addNext(Iterator<SourceRecord> records, RecordChunk chunk, Refusals refusals) {
        try {
            boolean hasNext = records.hasNext();
            if (hasNext) {
                chunk.add(records.next());
            }
            return hasNext;
        } catch (RuntimeException broken) {
            finish(chunk, refusals);
            throw broken;
        }
    }

    private boolean tellOfMore(ReadSplit message, Refusals refusals) {
        int split = message.split().number();
        resolve(message, List.of(Refusals.keyOfMore(split)));
        refusals.more(split).ifPresent(more -> deadLetters.addAll(List.of(more)));
        return true;
    }

    private boolean finish(RecordChunk chunk, Refusals refusals) {
        Optional<List<BatchStatusStore.Fate>> fates = store.register(chunk.reading(), chunk.units());
        fates.ifPresent(each -> {
            deadLetters.addAll(refusals.keep(chunk.refused(each, json)));
            publish(chunk, chunk.accepted(each));
        });
        return fates.isPresent();
    }

    /// A document too large for the transport costs only itself.
    private void publish(RecordChunk chunk, List<EmbeddingRequest> requests) {
        try {
            transport.publishAll(Topics.DOCUMENT_CHANGES, requests);
        } catch (MessageTooLargeException e) {
            requests.forEach(request -> publishOrRefuse(chunk, request));
        }
    }

    private void publishOrRefuse(RecordChunk chunk, EmbeddingRequest request) {
        try {
            transport.publish(Topics.DOCUMENT_CHANGES, request);
        } catch (MessageTooLargeException e) {
            DeadLetter.WithMessage refused = chunk.tooLarge(request, String.valueOf(e.getMessage()), json);
            deadLetters.add(refused.letter(), refused.message());
            transport.publish(
                    Topics.BATCH_STATUS,
                    DocumentSettled.of(request.origin(), request.change().key(), Outcome.FAILED));
        }
    }

    private void forgetWhatIsNotThere(ReadSplit message, Reading reading) {
        List<Unit> unmet = store.unmet(reading);
        while (!unmet.isEmpty()) {
            resolve(message, labels(unmet));
            unmet = store.forget(reading, unmet) ? store.unmet(reading) : List.of();
        }
    }

    private void resolve(ReadSplit message, List<String> keys) {
        deadLetters.resolve(message.source().value(), List.of(NAME), keys);
    }

    private static List<String> labels(List<Unit> units) {
        return units.stream()
                .filter(unit -> unit.kind() != Unit.Kind.DOCUMENT)
                .map(Unit::label)
                .toList();
    }
}
