package io.tabletalk.source.record;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.CompositeKey;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceRecord.Unreadable;
import io.tabletalk.source.TitleFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Makes a document of each record: `path: value` lines of the fields that hold texts, the others as typed metadata.
/// Short texts are metadata too, unless the user has said which fields are text.
public record RecordDocuments(SourceId source, RecordChoice choice) {

    /// What records are usually identified by.
    private static final List<String> KEYS = List.of("id", "_id", "uuid", "key");

    private static final int SHORT = 100;

    /// @param place where the record stands, for a person
    public SourceRecord recordOf(JsonNode json, String place) {
        FlatRecord record = FlatRecord.of(json);
        List<String> keys = keyFields(record);
        List<String> values = keys.stream().map(record::shown).toList();
        if (values.isEmpty() || values.stream().anyMatch(String::isEmpty)) {
            return unreadable(
                    json,
                    place,
                    choice.keyFields().isEmpty()
                            ? "The record has none of the fields id, _id, uuid and key. Name what identifies it in"
                                    + " `key_fields`."
                            : "The record lacks a value for a key field: " + String.join(", ", keys) + ".");
        }
        String key = CompositeKey.of(values);
        return DocumentKey.fault(key)
                .map(fault -> unreadable(json, place, fault))
                .orElseGet(() -> new SourceRecord.Readable(document(record, key, keys)));
    }

    /// The document of a record whose key is known.
    public Document documentOf(JsonNode json, String key) {
        FlatRecord record = FlatRecord.of(json);
        return document(record, key, choice.keyFields());
    }

    private static SourceRecord unreadable(JsonNode json, String place, String reason) {
        return new Unreadable(Unreadable.NO_KEY, place, reason, json.toString());
    }

    /// The fields that make the key of such a record; empty when that is not known.
    public List<String> keyFields(FlatRecord record) {
        return choice.keyFields().isEmpty()
                ? KEYS.stream().filter(record.fields()::containsKey).limit(1).toList()
                : choice.keyFields();
    }

    private Document document(FlatRecord whole, String key, List<String> keys) {
        FlatRecord record = kept(whole);
        List<String> texts = texts(record, keys);
        return new Document(
                new DocumentKey(source, key),
                title(whole, key),
                record.fields().keySet().stream()
                        .filter(texts::contains)
                        .filter(path -> !record.shown(path).isBlank())
                        .map(path -> path + ": " + record.shown(path))
                        .collect(Collectors.joining("\n")),
                metadata(record, texts),
                Place.WHOLE);
    }

    private FlatRecord kept(FlatRecord record) {
        if (choice.fields().isEmpty()) {
            return record;
        }
        Map<String, Object> fields = new LinkedHashMap<>(record.fields());
        fields.keySet().removeIf(path -> !isWithin(path, choice.fields()) && !isWithin(path, choice.textFields()));
        return new FlatRecord(fields);
    }

    /// A record without texts is searched by all that it has: it would have nothing to find otherwise.
    public List<String> texts(FlatRecord record, List<String> keys) {
        List<String> paths = List.copyOf(record.fields().keySet());
        if (!choice.textFields().isEmpty()) {
            return paths.stream()
                    .filter(path -> isWithin(path, choice.textFields()))
                    .toList();
        }
        List<String> texts = paths.stream()
                .filter(path -> record.isText(path) && !keys.contains(path))
                .toList();
        return texts.isEmpty() ? paths : texts;
    }

    private static boolean isWithin(String path, List<String> chosen) {
        return chosen.stream().anyMatch(name -> path.equals(name) || path.startsWith(name + "."));
    }

    private String title(FlatRecord record, String key) {
        List<String> paths = choice.titleField() == null
                ? TitleFields.in(record.fields().keySet().stream()
                        .filter(path -> !path.contains(".") && record.fields().get(path) instanceof String)
                        .toList())
                : List.of(choice.titleField());
        String title = TitleFields.join(paths.stream().map(record::shown).toList());
        return title.isEmpty() ? TitleFields.join(List.of(source.value(), key)) : title;
    }

    private Metadata metadata(FlatRecord record, List<String> texts) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        record.fields().forEach((path, value) -> {
            boolean filterable =
                    choice.textFields().isEmpty() && record.shown(path).length() <= SHORT;
            if (!texts.contains(path) || filterable) {
                metadata.put(path, value);
            }
        });
        return new Metadata(metadata);
    }
}
