package io.tabletalk.source.mongo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonBinarySubType;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// A document as a list of fields with plain values, nested ones by their dotted path: `address.street`.
///
/// Fields of documents within an array come together under one path, as in MongoDB's own queries. Nulls are left out,
/// and binary values other than UUIDs: there is nothing to read in them.
///
/// @param fields by path, in the document's order
record FlatDocument(Map<String, Field> fields) {

    /// @param values one or more
    /// @param many   whether they come from an array
    /// @param binary whether there was a binary value, which was left out
    record Field(List<BsonValue> values, boolean many, boolean binary) {

        boolean isText() {
            return !values.isEmpty() && values.stream().allMatch(BsonValue::isString);
        }
    }

    static FlatDocument of(BsonDocument document) {
        Map<String, Field> fields = new LinkedHashMap<>();
        addAll(document, "", false, fields);
        return new FlatDocument(fields);
    }

    private static void addAll(BsonDocument document, String prefix, boolean many, Map<String, Field> fields) {
        document.forEach((name, value) -> add(value, prefix + name, many, fields));
    }

    private static void add(BsonValue value, String path, boolean many, Map<String, Field> fields) {
        switch (value.getBsonType()) {
            case DOCUMENT -> addAll(value.asDocument(), path + ".", many, fields);
            case ARRAY -> value.asArray().forEach(item -> add(item, path, true, fields));
            case NULL, UNDEFINED -> {}
            case BINARY -> {
                boolean readable = BsonBinarySubType.isUuid(value.asBinary().getType());
                merge(path, new Field(readable ? List.of(value) : List.of(), many, !readable), fields);
            }
            default -> merge(path, new Field(List.of(value), many, false), fields);
        }
    }

    private static void merge(String path, Field more, Map<String, Field> fields) {
        Field known = fields.get(path);
        if (known == null) {
            fields.put(path, new Field(new ArrayList<>(more.values), more.many, more.binary));
        } else {
            known.values.addAll(more.values);
            fields.put(path, new Field(known.values, true, known.binary || more.binary));
        }
    }
}
