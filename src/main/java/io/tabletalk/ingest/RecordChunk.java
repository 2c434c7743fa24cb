package io.tabletalk.ingest;

import io.tabletalk.ingest.BatchStatusStore.Fate;
import io.tabletalk.ingest.BatchStatusStore.Reading;
import io.tabletalk.ingest.BatchStatusStore.Unit;
import io.tabletalk.ingest.IngestionMessage.ReadSplit;
import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Place;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.source.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Some records of a part that follow each other.
final class RecordChunk {

    private static final int MOST_RECORDS = 256;
    private static final long MOST_CHARACTERS = 2_000_000;

    private final ReadSplit message;
    private final Reading reading;
    private final long firstOrdinal;
    private final LetterSeries series;
    private final List<SourceRecord> records = new ArrayList<>();
    private final List<Unit> units = new ArrayList<>();
    private long characters;

    /// @param firstOrdinal place of the chunk's first record in the part
    private RecordChunk(ReadSplit message, Reading reading, long firstOrdinal, LetterSeries series) {
        this.message = message;
        this.reading = reading;
        this.firstOrdinal = firstOrdinal;
        this.series = series;
    }

    /// The first chunk of a reading.
    static RecordChunk first(ReadSplit message, Reading reading) {
        return new RecordChunk(message, reading, 0, new LetterSeries());
    }

    Reading reading() {
        return reading;
    }

    void add(SourceRecord record) {
        long ordinal = firstOrdinal + records.size();
        records.add(record);
        switch (record) {
            case SourceRecord.Readable readable -> {
                Document document = readable.document();
                String key = document.key().key();
                units.add(new Unit(Unit.Kind.DOCUMENT, key, key + " (" + where(document, ordinal) + ")", ordinal));
                characters += document.text().length();
            }
            case SourceRecord.Gone gone -> units.add(new Unit(Unit.Kind.DOCUMENT, gone.key(), gone.key(), ordinal));
            case SourceRecord.Unreadable unreadable ->
                units.add(new Unit(Unit.Kind.UNREADABLE, "", unreadable.place(), ordinal, unreadable.key()));
        }
    }

    boolean isFull() {
        return records.size() >= MOST_RECORDS || characters >= MOST_CHARACTERS;
    }

    RecordChunk next() {
        return new RecordChunk(message, reading, firstOrdinal + records.size(), series);
    }

    List<Unit> units() {
        return List.copyOf(units);
    }

    List<EmbeddingRequest> accepted(List<Fate> fates) {
        List<EmbeddingRequest> accepted = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (fates.get(i) == Fate.ACCEPTED) {
                change(records.get(i))
                        .map(change -> new EmbeddingRequest(reading.origin(), change))
                        .ifPresent(accepted::add);
            }
        }
        return accepted;
    }

    private Optional<DocumentChange> change(SourceRecord record) {
        return switch (record) {
            case SourceRecord.Readable readable ->
                Optional.of(new DocumentChange.Upserted(readable.document(), reading.position()));
            case SourceRecord.Gone gone ->
                Optional.of(
                        new DocumentChange.Deleted(new DocumentKey(message.source(), gone.key()), reading.position()));
            case SourceRecord.Unreadable unreadable -> Optional.empty();
        };
    }

    /// Letters for the refused records, whose retry reads the whole part again.
    List<DeadLetter.WithMessage> refused(List<Fate> fates, JsonMapper json) {
        List<DeadLetter.WithMessage> refused = new ArrayList<>();
        DeadLetter.Message readAgain = readAgain(json);
        for (int i = 0; i < records.size(); i++) {
            if (fates.get(i) != Fate.ACCEPTED) {
                refused.add(new DeadLetter.WithMessage(letter(units.get(i), records.get(i)), readAgain));
            }
        }
        return refused;
    }

    /// A document that the pipeline cannot carry. It counts among those that failed to be embedded.
    DeadLetter.WithMessage tooLarge(EmbeddingRequest request, String reason, JsonMapper json) {
        DocumentChange change = request.change();
        String excerpt = change instanceof DocumentChange.Upserted upserted
                ? upserted.document().text()
                : "";
        return new DeadLetter.WithMessage(
                letter(EmbedStage.NAME, change.key().key(), reason, excerpt), readAgain(json));
    }

    private DeadLetter letter(Unit unit, SourceRecord record) {
        String reason =
                switch (record) {
                    case SourceRecord.Readable readable -> duplicate(unit);
                    case SourceRecord.Gone gone -> duplicate(unit);
                    case SourceRecord.Unreadable unreadable -> unreadable.reason();
                };
        String excerpt =
                switch (record) {
                    case SourceRecord.Readable readable -> readable.document().text();
                    case SourceRecord.Gone gone -> "";
                    case SourceRecord.Unreadable unreadable -> unreadable.excerpt();
                };
        return letter(SplitReader.NAME, unit.label(), reason, excerpt);
    }

    private static String duplicate(Unit unit) {
        return "Duplicate key: another record of this read already has the key '" + unit.key()
                + "'. Only the first was taken.";
    }

    private DeadLetter letter(String stage, String key, String reason, String excerpt) {
        return new DeadLetter(
                series.next(),
                message.source().value(),
                message.batch(),
                stage,
                key,
                reason,
                1,
                excerpt,
                series.began());
    }

    private DeadLetter.Message readAgain(JsonMapper json) {
        String payload = json.writerFor(Topics.DATA_INGESTION.type()).writeValueAsString(message);
        return new DeadLetter.Message(Topics.DATA_INGESTION.name(), payload);
    }

    private String where(Document document, long ordinal) {
        Place place = document.place();
        String file = place.file();
        if (file == null) {
            return "record " + (ordinal + 1) + " of "
                    + SplitReader.partName(message.split().number());
        }
        return place.row() == null ? file : file + " line " + place.row();
    }
}
