package io.tabletalk.ingest;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangingSource;
import io.tabletalk.source.KeptDocuments;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceDefinition;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.source.Sources;
import io.tabletalk.source.Split;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Sources whose records a test sets, part by part.
final class MemorySources implements Sources, KeptDocuments {

    private final Map<SourceId, List<List<SourceRecord>>> parts = new ConcurrentHashMap<>();
    /// Called before each record is handed out; may throw.
    volatile Consumer<SourceRecord> onRead = record -> {};
    /// Called when a source is planned; may throw.
    volatile Runnable onPlan = () -> {};
    /// What the sources tell about their changes; nothing when null.
    volatile @Nullable Changes changes;
    /// What a part leaves out.
    volatile Function<Split, List<String>> leftOut = split -> List.of();

    /// What is asked whether something was kept of a deleted document, and is forgotten; may throw.
    volatile Predicate<DocumentKey> onForget = document -> false;

    /// @param mark  where the sources stand
    /// @param since gives what has changed since a mark
    record Changes(String mark, Function<String, List<SourceRecord>> since) {}

    @SafeVarargs
    final void set(SourceId source, List<SourceRecord>... records) {
        parts.put(source, new CopyOnWriteArrayList<>(List.of(records)));
    }

    void setParts(SourceId source, List<List<SourceRecord>> records) {
        parts.put(source, new CopyOnWriteArrayList<>(records));
    }

    static SourceRecord document(SourceId source, String key, String text) {
        return new SourceRecord.Readable(
                new Document(new DocumentKey(source, key), key, text, Metadata.EMPTY, Place.WHOLE));
    }

    static SourceRecord unreadable(String place) {
        return new SourceRecord.Unreadable(null, place, "The row has too few fields.", "a,b");
    }

    @Override
    public boolean keeps(SourceId source) {
        return false;
    }

    @Override
    public boolean forget(DocumentKey document, Instant upTo) {
        return onForget.test(document);
    }

    @Override
    public Source open(SourceId id) {
        List<List<SourceRecord>> records = parts.get(id);
        if (records == null) {
            throw new SourceException(SourceException.Kind.INVALID, "There is no source '" + id + "'.");
        }
        Changes told = changes;
        return told == null ? new MemorySource(records) : new ChangingMemorySource(records, told);
    }

    @Override
    public Optional<SourceDefinition> find(SourceId id) {
        return Optional.ofNullable(parts.get(id))
                .map(any -> new SourceDefinition(id, "memory", Map.of(), Instant.EPOCH, Instant.EPOCH));
    }

    @Override
    public boolean remove(SourceId id) {
        return parts.remove(id) != null;
    }

    @Override
    public List<String> types() {
        return List.of("memory");
    }

    @Override
    public SourceDefinition define(Optional<SourceId> id, String type, Map<String, Object> settings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<SourceDefinition> all() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Source open(String type, Map<String, Object> settings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<io.tabletalk.source.ChangeFeed> feed(SourceId id) {
        return Optional.empty();
    }

    @Override
    public List<IngestAtStart> ingestAtStart() {
        return List.of();
    }

    private final class ChangingMemorySource extends MemorySource implements ChangingSource {

        private final Changes told;

        ChangingMemorySource(List<List<SourceRecord>> records, Changes told) {
            super(records);
            this.told = told;
        }

        @Override
        public Optional<String> mark() {
            return Optional.of(told.mark());
        }

        @Override
        public Optional<List<Split>> planChanges(String mark) {
            return Optional.of(List.of(new Split(0, Map.of("since", mark))));
        }

        @Override
        public Stream<SourceRecord> read(Split split) {
            return split.bounds().containsKey("since")
                    ? told.since().apply(split.bound("since")).stream().peek(onRead::accept)
                    : super.read(split);
        }
    }

    private class MemorySource implements Source {

        private final List<List<SourceRecord>> records;

        MemorySource(List<List<SourceRecord>> records) {
            this.records = records;
        }

        @Override
        public String probe() {
            return "In memory.";
        }

        @Override
        public SourceSchema schema() {
            return new SourceSchema(List.of(), List.of(), null, List.of());
        }

        @Override
        public List<Split> plan() {
            onPlan.run();
            List<Split> splits = new ArrayList<>();
            for (int number = 0; number < records.size(); number++) {
                splits.add(new Split(number, Map.of("part", Integer.toString(number))));
            }
            return splits;
        }

        @Override
        public List<String> leftOut(Split split) {
            return leftOut.apply(split);
        }

        @Override
        public Stream<SourceRecord> read(Split split) {
            return records.get(Integer.parseInt(split.bound("part"))).stream().peek(onRead::accept);
        }

        @Override
        public void close() {}
    }
}
