package io.tabletalk.source.demo;

import io.tabletalk.knowledge.Document;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.source.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The sample data, or one part of it. Nothing stays open between two calls.
final class DemoSource implements Source {

    private static final String PART = "part";

    private final List<DemoPart> parts;
    private final DemoDocuments documents;
    private volatile boolean closed;

    DemoSource(List<DemoPart> parts, DemoDocuments documents) {
        this.parts = parts;
        this.documents = documents;
    }

    @Override
    public String probe() {
        long count = parts.stream().mapToLong(part -> documents.of(part).size()).sum();
        return "The sample data has " + count + " documents.";
    }

    @Override
    public SourceSchema schema() {
        requireOpen();
        Map<String, SourceSchema.Field> fields = new LinkedHashMap<>();
        fields.put("table", new SourceSchema.Field("table", "text", false, false));
        List<Map<String, Object>> samples = new ArrayList<>();
        long rows = 0;
        for (DemoPart part : parts) {
            List<Map<String, Object>> all =
                    documents.of(part).stream().map(DemoSource::fieldsOf).toList();
            all.forEach(row -> row.forEach((name, value) -> fields.putIfAbsent(name, field(name, value))));
            samples.add(all.getFirst());
            rows += all.size();
        }
        return new SourceSchema(List.copyOf(fields.values()), List.of(), rows, samples);
    }

    private static Map<String, Object> fieldsOf(Document document) {
        Map<String, Object> fields = new LinkedHashMap<>(document.metadata().values());
        fields.put("title", document.title());
        fields.put("text", document.text());
        return fields;
    }

    private static SourceSchema.Field field(String name, Object value) {
        String type =
                switch (value) {
                    case Long number -> "integer";
                    case Double number -> "decimal";
                    default -> "text";
                };
        boolean everywhere = name.equals("title") || name.equals("text");
        return new SourceSchema.Field(name, type, !everywhere, everywhere);
    }

    @Override
    public List<Split> plan() {
        requireOpen();
        List<Split> splits = new ArrayList<>();
        for (DemoPart part : parts) {
            splits.add(new Split(splits.size(), Map.of(PART, part.label())));
        }
        return splits;
    }

    @Override
    public Stream<SourceRecord> read(Split split) {
        requireOpen();
        return documents.of(DemoPart.named(split.bound(PART))).stream().map(SourceRecord.Readable::new);
    }

    private void requireOpen() {
        if (closed) {
            throw new SourceException(Kind.INVALID, "The sample data was closed.");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
