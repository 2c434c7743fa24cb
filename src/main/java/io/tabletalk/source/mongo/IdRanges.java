package io.tabletalk.source.mongo;

import com.mongodb.client.MongoCollection;
import io.tabletalk.source.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.jspecify.annotations.Nullable;

/// Cuts a collection into ranges of its `_id`.
///
/// Sorting orders values of all types, first by type; but a comparison in a query finds only values of the same type.
/// What a boundary divides is therefore written with both: at or after it are the greater values of its type *and* all
/// values of the types that sort after it. Before it is everything else, whatever it is.
///
/// @param size how many documents a range holds, about
record IdRanges(int size) {

    static final BsonDocument IN_ORDER = new BsonDocument("_id", new BsonInt32(1));

    private static final JsonWriterSettings EXACT =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();
    private static final String FROM = "from";
    private static final String TO = "to";

    /// How many documents to look at for one that can be a boundary: those that cannot are few.
    private static final int CANDIDATES = 10;

    /// The types that an `_id` may have, in the order in which they are sorted; those in one line are compared with
    /// each other. The few historical types that are missing here lie before every boundary, wherever they are
    /// sorted.
    private static final List<List<String>> ORDER = List.of(
            List.of("minKey"),
            List.of("null"),
            List.of("int", "long", "double", "decimal"),
            List.of("string"),
            List.of("object"),
            List.of("binData"),
            List.of("objectId"),
            List.of("bool"),
            List.of("date"),
            List.of("timestamp"),
            List.of("maxKey"));

    private static final Map<BsonType, String> BOUNDARIES = Map.of(
            BsonType.INT32, "int",
            BsonType.INT64, "int",
            BsonType.DOUBLE, "int",
            BsonType.DECIMAL128, "int",
            BsonType.STRING, "string",
            BsonType.DOCUMENT, "object",
            BsonType.BINARY, "binData",
            BsonType.OBJECT_ID, "objectId",
            BsonType.DATE_TIME, "date");

    List<Split> plan(MongoCollection<BsonDocument> collection) {
        List<BsonValue> boundaries = new ArrayList<>();
        Optional<BsonValue> next = hop(collection, null);
        while (next.isPresent()) {
            boundaries.add(next.get());
            next = hop(collection, next.get());
        }
        List<Split> splits = new ArrayList<>();
        for (int i = 0; i <= boundaries.size(); i++) {
            Map<String, String> bounds = new HashMap<>();
            if (i > 0) {
                bounds.put(FROM, text(boundaries.get(i - 1)));
            }
            if (i < boundaries.size()) {
                bounds.put(TO, text(boundaries.get(i)));
            }
            splits.add(new Split(i, bounds));
        }
        return splits;
    }

    /// The `_id` that stands [#size] documents after this one, or after the start; found in the index of `_id`.
    private Optional<BsonValue> hop(MongoCollection<BsonDocument> collection, @Nullable BsonValue from) {
        List<BsonDocument> candidates = collection
                .find(from == null ? new BsonDocument() : atOrAfter(from))
                .projection(IN_ORDER)
                .sort(IN_ORDER)
                .skip(size)
                .limit(CANDIDATES)
                .into(new ArrayList<>());
        return candidates.stream()
                .map(candidate -> candidate.get("_id"))
                .filter(IdRanges::canDivide)
                .findFirst();
    }

    /// `NaN` is neither greater nor smaller than any number, and of the other types there are at most two values.
    private static boolean canDivide(BsonValue id) {
        return BOUNDARIES.containsKey(id.getBsonType())
                && !(id.isDouble() && Double.isNaN(id.asDouble().getValue()))
                && !(id.isDecimal128() && id.asDecimal128().getValue().isNaN());
    }

    /// The documents of a split.
    static BsonDocument filter(Split split) {
        BsonValue from = value(split, FROM);
        BsonValue to = value(split, TO);
        if (from == null) {
            return to == null ? new BsonDocument() : before(to);
        }
        if (to == null) {
            return atOrAfter(from);
        }
        if (rank(from) == rank(to)) {
            // Not `$lt`: a value that is neither smaller nor greater would be in no range.
            return new BsonDocument("_id", new BsonDocument("$gte", from).append("$not", new BsonDocument("$gte", to)));
        }
        return new BsonDocument("$and", new BsonArray(List.of(atOrAfter(from), before(to))));
    }

    private static BsonDocument atOrAfter(BsonValue boundary) {
        return new BsonDocument("$or", alternatives(boundary));
    }

    private static BsonDocument before(BsonValue boundary) {
        return new BsonDocument("$nor", alternatives(boundary));
    }

    private static BsonArray alternatives(BsonValue boundary) {
        BsonArray laterTypes = new BsonArray();
        ORDER.subList(rank(boundary) + 1, ORDER.size())
                .forEach(types -> types.forEach(type -> laterTypes.add(new BsonString(type))));
        return new BsonArray(List.of(
                new BsonDocument("_id", new BsonDocument("$gte", boundary)),
                new BsonDocument("_id", new BsonDocument("$type", laterTypes))));
    }

    private static int rank(BsonValue boundary) {
        String type = BOUNDARIES.get(boundary.getBsonType());
        for (int rank = 0; rank < ORDER.size(); rank++) {
            if (ORDER.get(rank).contains(type)) {
                return rank;
            }
        }
        throw new IllegalArgumentException("No boundary can be of type " + boundary.getBsonType());
    }

    private static String text(BsonValue boundary) {
        return new BsonDocument("_id", boundary).toJson(EXACT);
    }

    private static @Nullable BsonValue value(Split split, String bound) {
        String text = split.bounds().get(bound);
        return text == null ? null : BsonDocument.parse(text).get("_id");
    }
}
