package io.tabletalk.source.http;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangingSource;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.source.Split;
import io.tabletalk.source.record.FlatRecord;
import io.tabletalk.source.record.RecordDocuments;
import io.tabletalk.source.record.RecordSchema;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// The records of an HTTP API.
///
/// There is one split: what the pages after the first are is told by the ones before, and an API asks not to be read in
/// parallel.
final class HttpSource implements ChangingSource {

    private static final String SINCE = "since";
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private final SourceId id;
    private final HttpSettings settings;
    private final RecordDocuments documents;
    private final ApiClient client;
    private final int maxPages;
    private volatile boolean closed;

    HttpSource(SourceId id, HttpSettings settings, ApiClient client, int maxPages) {
        this.id = id;
        this.settings = settings;
        this.documents = new RecordDocuments(id, settings.choice());
        this.client = client;
        this.maxPages = maxPages;
    }

    @Override
    public String probe() {
        int records = firstPage().size();
        return "The API answers, with " + records + " records on its first page.";
    }

    @Override
    public SourceSchema schema() {
        List<FlatRecord> records = firstPage().stream().map(FlatRecord::of).toList();
        List<String> keys = records.isEmpty() ? settings.keyFields() : documents.keyFields(records.getFirst());
        return RecordSchema.of(records, keys, null, documents);
    }

    private List<JsonNode> firstPage() {
        List<JsonNode> first = pages().next();
        return first == null ? List.of() : first;
    }

    @Override
    public List<Split> plan() {
        firstPage(); // what is wrong with the definition is told now
        return List.of(new Split(0, Map.of()));
    }

    @Override
    public Stream<SourceRecord> read(Split split) {
        String since = split.bounds().get(SINCE);
        Pages pages = since == null ? pages() : pages(QueryParameter.set(url(), changedSince(), since));
        return StreamSupport.stream(new RecordSpliterator(pages, documents), false);
    }

    @Override
    public Source readAnew() {
        return new HttpSource(id, settings, client.anew(), maxPages);
    }

    /// The time here, less what the clock of the API may be behind.
    @Override
    public Optional<String> mark() {
        return settings.changedSinceParameter() == null
                ? Optional.empty()
                : Optional.of(Instant.now()
                        .minus(OVERLAP)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
    }

    @Override
    public Optional<List<Split>> planChanges(String mark) {
        return settings.changedSinceParameter() == null
                ? Optional.empty()
                : Optional.of(List.of(new Split(0, Map.of(SINCE, mark))));
    }

    private String changedSince() {
        return Objects.requireNonNull(settings.changedSinceParameter());
    }

    private URI url() {
        return AllowedAddresses.parse(settings.url());
    }

    private Pages pages() {
        return pages(url());
    }

    private Pages pages(URI first) {
        if (closed) {
            throw new IllegalStateException("Source " + id + " is closed.");
        }
        return new Pages(client, settings, first, maxPages);
    }

    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
