package io.tabletalk.source.demo;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes documents of the sample data. A row's first column is its key; the key begins with the part, as in
/// `repairs/R-2401`.
record DemoDocuments(SourceId source, DemoFiles files) {

    /// Running text: it is searched and quoted, and no one filters by it.
    static final Set<String> NOTES = Set.of("notes", "work_done");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}\\.\\d{1,4}");

    List<Document> of(DemoPart part) {
        return part.isTable() ? rows(part) : papers();
    }

    private List<Document> rows(DemoPart part) {
        String file = part.label() + ".csv";
        List<Map<String, String>> rows = files.rows(file);
        return IntStream.range(0, rows.size())
                .mapToObj(i -> row(part, rows.get(i), Place.row(file, i + 2L)))
                .toList();
    }

    private Document row(DemoPart part, Map<String, String> row, Place place) {
        String id = row.values().iterator().next();
        return new Document(
                new DocumentKey(source, part.label() + "/" + id),
                title(part, row),
                text(row),
                metadata(part, row),
                place);
    }

    private static String title(DemoPart part, Map<String, String> row) {
        return switch (part) {
            case BICYCLES -> "Bicycle " + row.get("name");
            case MEMBERS -> "Member " + row.get("name");
            case REPAIRS -> "Repair " + row.get("repair") + " of " + row.get("bicycle");
            case DOCUMENTS -> throw new IllegalArgumentException("Papers are no rows");
        };
    }

    private static String text(Map<String, String> row) {
        return row.entrySet().stream()
                .map(field -> field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static Metadata metadata(DemoPart part, Map<String, String> row) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("table", part.label());
        row.forEach((name, value) -> {
            if (!NOTES.contains(name)) {
                values.put(name, typed(value));
            }
        });
        return new Metadata(values);
    }

    private static Object typed(String value) {
        if (WHOLE_NUMBER.matcher(value).matches()) {
            return Long.parseLong(value);
        }
        return DECIMAL.matcher(value).matches() ? (Object) Double.parseDouble(value) : value;
    }

    private List<Document> papers() {
        return DemoPart.PAPERS.stream().map(this::paper).toList();
    }

    private Document paper(String name) {
        String file = "documents/" + name;
        String text = files.text(file);
        String title = text.lines().findFirst().orElse(name).replaceFirst("^# ", "");
        return new Document(
                new DocumentKey(source, file),
                title,
                text,
                new Metadata(Map.of("table", DemoPart.DOCUMENTS.label())),
                Place.file(file));
    }
}
