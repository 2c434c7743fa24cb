package io.tabletalk.source.mongo;

import com.mongodb.client.MongoCollection;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.source.mongo.FlatDocument.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// Finds out from a random sample which fields the documents of a collection have, of which types, and how often.
final class CollectionSchema {

    private static final int SAMPLE = 100;
    private static final int SHOWN = 5;
    private static final int LONGEST_VALUE = 200;

    private final Layout layout;
    private final Map<String, Occurrence> occurrences = new LinkedHashMap<>();
    private final List<Map<String, Object>> samples = new ArrayList<>();
    private int documents;

    private static final class Occurrence {
        private final Set<String> types = new TreeSet<>();
        private int documents;
        private boolean text = true;
    }

    private CollectionSchema(Layout layout) {
        this.layout = layout;
    }

    /// @param estimated about how many documents there are, or null when that is not known
    static SourceSchema of(MongoCollection<BsonDocument> collection, Layout layout, @Nullable Long estimated) {
        CollectionSchema schema = new CollectionSchema(layout);
        sample(collection, layout).forEach(schema::add);
        return new SourceSchema(schema.fields(), List.of("_id"), estimated, List.copyOf(schema.samples));
    }

    /// The paths that a sample shows.
    static Set<String> paths(MongoCollection<BsonDocument> collection, Layout layout) {
        CollectionSchema schema = new CollectionSchema(layout);
        sample(collection, layout).forEach(schema::add);
        return schema.occurrences.keySet();
    }

    private static Iterable<BsonDocument> sample(MongoCollection<BsonDocument> collection, Layout layout) {
        List<BsonDocument> stages = new ArrayList<>();
        stages.add(new BsonDocument("$sample", new BsonDocument("size", new BsonInt32(SAMPLE))));
        if (!layout.projection().isEmpty()) {
            stages.add(new BsonDocument("$project", layout.projection()));
        }
        return collection.aggregate(stages).batchSize(SHOWN);
    }

    private void add(BsonDocument document) {
        documents++;
        Map<String, Object> sample = new LinkedHashMap<>();
        FlatDocument.of(document).fields().forEach((path, field) -> {
            Occurrence occurrence = occurrences.computeIfAbsent(path, any -> new Occurrence());
            occurrence.documents++;
            occurrence.text &= field.isText();
            occurrence.types.addAll(types(field));
            if (!field.values().isEmpty()) {
                sample.put(path, cut(Values.shown(field)));
            }
        });
        if (samples.size() < SHOWN) {
            samples.add(sample);
        }
    }

    private static List<String> types(Field field) {
        List<String> types = new ArrayList<>();
        for (BsonValue value : field.values()) {
            types.add(name(value.getBsonType()) + (field.many() ? "[]" : ""));
        }
        if (field.binary()) {
            types.add("binData (left out)");
        }
        return types;
    }

    private static String name(BsonType type) {
        return switch (type) {
            case INT32 -> "int";
            case INT64 -> "long";
            case DECIMAL128 -> "decimal";
            case OBJECT_ID -> "objectId";
            case BOOLEAN -> "bool";
            case DATE_TIME -> "date";
            case BINARY -> "uuid";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }

    private List<SourceSchema.Field> fields() {
        return occurrences.entrySet().stream()
                .map(entry -> field(entry.getKey(), entry.getValue()))
                .toList();
    }

    private SourceSchema.Field field(String path, Occurrence occurrence) {
        boolean always = occurrence.documents == documents;
        boolean text = layout.isTextChosen() ? layout.isChosenText(path) : occurrence.text && !Layout.isId(path);
        return new SourceSchema.Field(
                path,
                String.join(" | ", occurrence.types)
                        + (always ? "" : ", in " + occurrence.documents + " of " + documents + " sampled"),
                !always,
                text);
    }

    private static String cut(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }
}
