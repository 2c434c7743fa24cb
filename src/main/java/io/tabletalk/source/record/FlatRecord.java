package io.tabletalk.source.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A record as a list of fields, nested ones by their path (`address.city`). What stands in an array becomes a list
/// under the array's path. Nulls are left out.
///
/// @param fields by path, in the record's order; a value is a `String`, `Boolean`, `Number` or a list of texts
public record FlatRecord(Map<String, Object> fields) {

    public static FlatRecord of(JsonNode record) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (record.isObject()) {
            addAll(record, "", false, fields);
        } else {
            add(record, "value", false, fields);
        }
        return new FlatRecord(fields);
    }

    private static void addAll(JsonNode object, String prefix, boolean many, Map<String, Object> fields) {
        object.properties().forEach(entry -> add(entry.getValue(), prefix + entry.getKey(), many, fields));
    }

    private static void add(JsonNode value, String path, boolean many, Map<String, Object> fields) {
        if (value.isObject()) {
            addAll(value, path + ".", many, fields);
        } else if (value.isArray()) {
            value.forEach(item -> add(item, path, true, fields));
        } else if (!value.isNull()) {
            put(path, plain(value), many, fields);
        }
    }

    private static Object plain(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        return value.isNumber() ? value.decimalValue() : value.asString().replace("\0", "");
    }

    private static void put(String path, Object value, boolean many, Map<String, Object> fields) {
        if (!many) {
            fields.put(path, value);
            return;
        }
        List<String> values = new ArrayList<>();
        if (fields.get(path) instanceof List<?> known) {
            known.forEach(item -> values.add(item.toString()));
        }
        values.add(value.toString());
        fields.put(path, values);
    }

    /// A value as a person reads it; empty when there is none.
    public String shown(String path) {
        return switch (fields.get(path)) {
            case null -> "";
            case List<?> many ->
                String.join(", ", many.stream().map(String::valueOf).toList());
            case Object value -> value.toString();
        };
    }

    /// Whether the field holds text rather than a number or a truth value.
    public boolean isText(String path) {
        return fields.get(path) instanceof String || fields.get(path) instanceof List<?>;
    }
}
