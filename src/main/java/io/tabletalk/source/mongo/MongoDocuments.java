package io.tabletalk.source.mongo;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.TitleFields;
import io.tabletalk.source.mongo.FlatDocument.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// Makes a document of each MongoDB document: `path: value` lines of the fields that hold texts, the other fields as
/// typed metadata. Short texts are metadata too, unless the user has said which fields are text.
record MongoDocuments(SourceId source, Layout layout) {

    SourceRecord recordOf(BsonDocument document) {
        BsonValue id = document.get("_id");
        if (id == null) {
            return unreadable("The document has no _id.", document);
        }
        String key = IdText.of(id);
        Optional<String> fault = DocumentKey.fault(key);
        if (fault.isPresent()) {
            return unreadable(fault.get(), document);
        }
        Map<String, Field> fields = FlatDocument.of(document).fields();
        fields.values().removeIf(field -> field.values().isEmpty());
        Set<String> texts = texts(fields);
        return new SourceRecord.Readable(new Document(
                new DocumentKey(source, key),
                title(fields, key),
                text(fields, texts),
                metadata(fields, texts),
                Place.WHOLE));
    }

    /// A document without texts is searched by all that it has: it would have nothing to find otherwise.
    private Set<String> texts(Map<String, Field> fields) {
        if (layout.isTextChosen()) {
            return fields.keySet().stream().filter(layout::isChosenText).collect(Collectors.toSet());
        }
        Set<String> texts = fields.entrySet().stream()
                .filter(field -> field.getValue().isText() && !Layout.isId(field.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return texts.isEmpty() ? fields.keySet() : texts;
    }

    private String title(Map<String, Field> fields, String key) {
        String chosen = layout.settings().titleField();
        List<String> paths = chosen == null ? guessTitle(fields) : List.of(chosen);
        String title = TitleFields.join(paths.stream()
                .map(fields::get)
                .filter(Objects::nonNull)
                .map(Values::shown)
                .toList());
        return title.isEmpty() ? TitleFields.join(List.of(layout.settings().collection(), key)) : title;
    }

    private static List<String> guessTitle(Map<String, Field> fields) {
        return TitleFields.in(fields.entrySet().stream()
                .filter(field -> !field.getKey().contains("."))
                .filter(field -> field.getValue().isText() && !field.getValue().many())
                .map(Map.Entry::getKey)
                .toList());
    }

    private static String text(Map<String, Field> fields, Set<String> texts) {
        return fields.entrySet().stream()
                .filter(field -> texts.contains(field.getKey()))
                .map(field -> Map.entry(field.getKey(), Values.shown(field.getValue())))
                .filter(field -> !field.getValue().isBlank())
                .map(field -> field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining("\n"));
    }

    private Metadata metadata(Map<String, Field> fields, Set<String> texts) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        fields.forEach((path, field) -> {
            boolean filterable = !layout.isTextChosen() && (!field.isText() || Values.isShort(field));
            if (!texts.contains(path) || filterable) {
                metadata.put(path, Values.typed(field));
            }
        });
        return new Metadata(metadata);
    }

    private SourceRecord unreadable(String reason, BsonDocument document) {
        String excerpt = FlatDocument.of(document).fields().entrySet().stream()
                .map(field -> field.getKey() + ": " + Values.shown(field.getValue()))
                .collect(Collectors.joining("\n"));
        return new SourceRecord.Unreadable(
                SourceRecord.Unreadable.NO_KEY,
                "collection " + layout.settings().collection(),
                reason,
                excerpt);
    }
}
