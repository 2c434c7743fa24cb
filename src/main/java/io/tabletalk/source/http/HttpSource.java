package io.tabletalk.source.http;

import io.tabletalk.health.Health;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.source.Split;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// The records of an HTTP API.
///
/// There is one split: what the pages after the first are is told by the ones before, and an API asks not to be read in
/// parallel.
final class HttpSource implements Source {

    private static final int SAMPLES = 5;
    private static final int SHOWN = 200;

    private final SourceId id;
    private final HttpSettings settings;
    private final RecordDocuments documents;
    private final ApiClient client;
    private final int maxPages;
    private volatile boolean closed;

    HttpSource(SourceId id, HttpSettings settings, ApiClient client, int maxPages) {
        this.id = id;
        this.settings = settings;
        this.documents = new RecordDocuments(id, settings);
        this.client = client;
        this.maxPages = maxPages;
    }

    @Override
    public Health check() {
        try {
            int records = firstPage().size();
            return Health.up("The API answers, with " + records + " records on its first page.");
        } catch (SourceException e) {
            return Health.down(e.getMessage());
        }
    }

    @Override
    public SourceSchema schema() {
        List<FlatRecord> records = firstPage().stream().map(FlatRecord::of).toList();
        List<String> keys = records.isEmpty() ? settings.keyFields() : documents.keyFields(records.getFirst());
        return new SourceSchema(
                fields(records, keys),
                keys,
                null,
                records.stream().limit(SAMPLES).map(HttpSource::sample).toList());
    }

    private List<SourceSchema.Field> fields(List<FlatRecord> records, List<String> keys) {
        Map<String, SourceSchema.Field> fields = new LinkedHashMap<>();
        for (FlatRecord record : records) {
            List<String> texts = documents.texts(record, keys);
            record.fields().forEach((path, value) -> {
                boolean nullable = records.stream().anyMatch(each -> !each.fields().containsKey(path));
                fields.putIfAbsent(path, new SourceSchema.Field(path, type(value), nullable, texts.contains(path)));
            });
        }
        return List.copyOf(fields.values());
    }

    private static String type(Object value) {
        return switch (value) {
            case Boolean any -> "boolean";
            case Number any -> "number";
            case List<?> any -> "array";
            default -> "text";
        };
    }

    private static Map<String, Object> sample(FlatRecord record) {
        Map<String, Object> sample = new LinkedHashMap<>();
        record.fields().keySet().forEach(path -> {
            String value = record.shown(path);
            sample.put(path, value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…");
        });
        return sample;
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
        return StreamSupport.stream(new RecordSpliterator(pages(), documents), false);
    }

    private Pages pages() {
        if (closed) {
            throw new IllegalStateException("Source " + id + " is closed.");
        }
        return new Pages(client, settings, maxPages);
    }

    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
