package io.tabletalk.source.record;

import io.tabletalk.source.SourceSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Describes records to a user by some of them.
public final class RecordSchema {

    private static final int SAMPLES = 5;
    private static final int SHOWN = 200;

    private RecordSchema() {}

    /// @param records   those that were looked at
    /// @param keys      the fields that identify a record
    /// @param estimated about how many records there are, or null
    public static SourceSchema of(
            List<FlatRecord> records, List<String> keys, @Nullable Long estimated, RecordDocuments documents) {
        return new SourceSchema(
                fields(records, keys, documents),
                keys,
                estimated,
                records.stream().limit(SAMPLES).map(RecordSchema::sample).toList());
    }

    private static List<SourceSchema.Field> fields(
            List<FlatRecord> records, List<String> keys, RecordDocuments documents) {
        Map<String, SourceSchema.Field> fields = new LinkedHashMap<>();
        for (FlatRecord record : records) {
            List<String> texts = documents.texts(record, keys);
            record.fields().forEach((path, value) -> {
                boolean nullable =
                        records.stream().anyMatch(each -> !each.fields().containsKey(path));
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
}
