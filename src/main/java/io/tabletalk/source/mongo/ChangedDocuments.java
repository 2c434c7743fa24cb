package io.tabletalk.source.mongo;

import com.mongodb.client.MongoCollection;
import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.mongo.ChangeStream.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// Reads the documents that have changed by their `_id`, exactly as a full read would; those that are not there are
/// gone.
///
/// @param documents  what is to be done, each key once
/// @param unreadable what has changed and cannot become a document
record ChangedDocuments(List<DocumentChange> documents, List<SourceRecord.Unreadable> unreadable) {

    private static final int LIMIT_SECONDS = 60;

    /// @param after the order of every position given before; all here are greater
    static ChangedDocuments read(
            MongoCollection<BsonDocument> collection,
            SourceId source,
            Layout layout,
            List<Change> changes,
            long after) {
        Map<String, Change> latest = new LinkedHashMap<>();
        changes.forEach(change -> latest.put(IdText.of(change.id()), change));
        Map<String, BsonDocument> found = find(
                collection, layout, latest.values().stream().map(Change::id).toList());
        // Only now: a full read that began before these documents were read is older than they are.
        long order = Math.max(SourcePosition.readAt(Instant.now()).order(), after + 1);
        MongoDocuments records = new MongoDocuments(source, layout);
        ChangedDocuments read = new ChangedDocuments(new ArrayList<>(), new ArrayList<>());
        latest.forEach((key, change) -> {
            SourcePosition position = new SourcePosition(order, change.committedAt());
            BsonDocument document = found.get(key);
            if (document != null) {
                read.add(records.recordOf(document), position);
            } else if (DocumentKey.fault(key).isEmpty()) { // a text that can be no key has never been one
                read.documents.add(new DocumentChange.Deleted(new DocumentKey(source, key), position));
            }
        });
        return read;
    }

    private void add(SourceRecord record, SourcePosition position) {
        switch (record) {
            case SourceRecord.Readable readable ->
                documents.add(new DocumentChange.Upserted(readable.document(), position));
            case SourceRecord.Unreadable refused -> unreadable.add(refused);
            case SourceRecord.Gone gone -> throw new IllegalStateException("A document that was found is not gone.");
        }
    }

    private static Map<String, BsonDocument> find(
            MongoCollection<BsonDocument> collection, Layout layout, List<BsonValue> ids) {
        Map<String, BsonDocument> found = new LinkedHashMap<>();
        if (!ids.isEmpty()) {
            collection
                    .find(new BsonDocument("_id", new BsonDocument("$in", new BsonArray(ids))))
                    .projection(layout.projection())
                    .maxTime(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .forEach(document -> found.put(IdText.of(Objects.requireNonNull(document.get("_id"))), document));
        }
        return found;
    }
}
