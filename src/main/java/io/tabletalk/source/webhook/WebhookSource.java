package io.tabletalk.source.webhook;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangingSource;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.source.Split;
import io.tabletalk.source.record.FlatRecord;
import io.tabletalk.source.record.RecordDocuments;
import io.tabletalk.source.record.RecordSchema;
import io.tabletalk.source.webhook.EventStore.Stored;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The documents that were sent to a webhook, read from where they are stored.
final class WebhookSource implements ChangingSource {

    private static final int PAGE = 200;
    private static final int LOOKED_AT = 100;
    private static final String AFTER = "after";
    private static final String UP_TO = "up_to";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SourceId id;
    private final EventStore store;
    private final RecordDocuments documents;
    private volatile boolean closed;

    WebhookSource(SourceId id, WebhookSettings settings, EventStore store) {
        this.id = id;
        this.store = store;
        this.documents = new RecordDocuments(id, settings.choice());
    }

    @Override
    public String probe() {
        return "Takes events; %,d documents have come.".formatted(store.count(id));
    }

    @Override
    public SourceSchema schema() {
        List<FlatRecord> records = store.documents(id, "", LOOKED_AT).stream()
                .map(stored -> FlatRecord.of(json(stored)))
                .toList();
        return RecordSchema.of(records, List.of(), store.count(id), documents);
    }

    @Override
    public List<Split> plan() {
        return List.of(new Split(0, Map.of()));
    }

    @Override
    public Optional<String> mark() {
        return Optional.of(Long.toString(store.position(id)));
    }

    @Override
    public Optional<List<Split>> planChanges(String mark) {
        long now = store.position(id);
        if (Long.parseLong(mark) > now) {
            return Optional.empty(); // of a source that has had this name before
        }
        return Optional.of(List.of(new Split(0, Map.of(AFTER, mark, UP_TO, Long.toString(now)))));
    }

    @Override
    public Stream<SourceRecord> read(Split split) {
        if (closed) {
            throw new IllegalStateException("Source " + id + " is closed.");
        }
        if (!split.bounds().containsKey(AFTER)) {
            return pages(last -> store.documents(id, last.map(Stored::key).orElse(""), PAGE))
                    .map(this::recordOf);
        }
        long after = Long.parseLong(split.bound(AFTER));
        long upTo = Long.parseLong(split.bound(UP_TO));
        return pages(last -> store.changes(id, last.map(Stored::sequence).orElse(after), upTo, PAGE))
                .map(this::recordOf);
    }

    /// @param next gives the page after a document, or the first
    private static Stream<Stored> pages(Function<Optional<Stored>, List<Stored>> next) {
        return Stream.iterate(
                        next.apply(Optional.empty()),
                        page -> !page.isEmpty(),
                        page -> next.apply(Optional.of(page.getLast())))
                .flatMap(List::stream);
    }

    private SourceRecord recordOf(Stored stored) {
        return stored.body() == null
                ? new SourceRecord.Gone(stored.key())
                : new SourceRecord.Readable(documents.documentOf(json(stored), stored.key()));
    }

    private static JsonNode json(Stored stored) {
        return JSON.readTree(Objects.requireNonNull(stored.body()));
    }

    @Override
    public void close() {
        closed = true;
    }
}
