package io.tabletalk.source.mongo;

import com.mongodb.client.MongoCollection;
import io.tabletalk.source.Split;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.jspecify.annotations.Nullable;

/// Finds the documents that have changed by a field that grows with every change: a time of change, a version.
/// Documents that have nothing there are read each time.
///
/// @param field its path
record MongoChanges(String field) {

    private static final String SINCE = "since";
    private static final String VALUE = "v";
    private static final JsonWriterSettings EXACT =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    /// Clocks of those who write differ; what was written shortly before the mark is read again.
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    static boolean isPlannedAsChanges(Split split) {
        return split.bounds().containsKey(SINCE);
    }

    static List<Split> plan(String mark) {
        return List.of(new Split(0, Map.of(SINCE, mark)));
    }

    /// The greatest value; empty when there is none.
    Optional<String> mark(MongoCollection<BsonDocument> collection) {
        BsonDocument latest = collection
                .find(new BsonDocument(field, new BsonDocument("$ne", BsonNull.VALUE)))
                .sort(new BsonDocument(field, new BsonInt32(-1)))
                .projection(new BsonDocument(field, new BsonInt32(1)))
                .first();
        return Optional.ofNullable(latest)
                .map(document -> value(document, field))
                .map(value -> new BsonDocument(VALUE, value).toJson(EXACT));
    }

    BsonDocument filter(Split split) {
        BsonValue since = earlier(
                Objects.requireNonNull(BsonDocument.parse(split.bound(SINCE)).get(VALUE), "the split says since when"));
        BsonDocument changed = new BsonDocument(field, new BsonDocument("$gte", since));
        BsonDocument unknown = new BsonDocument(field, BsonNull.VALUE); // also where the field is missing
        return new BsonDocument("$or", new BsonArray(List.of(changed, unknown)));
    }

    private static BsonValue earlier(BsonValue since) {
        return since.isDateTime() ? new BsonDateTime(since.asDateTime().getValue() - OVERLAP.toMillis()) : since;
    }

    private static @Nullable BsonValue value(BsonDocument document, String path) {
        BsonValue value = document;
        for (String name : path.split("\\.")) {
            value = value != null && value.isDocument() ? value.asDocument().get(name) : null;
        }
        return value == null || value.isArray() || value.isDocument() ? null : value;
    }
}
