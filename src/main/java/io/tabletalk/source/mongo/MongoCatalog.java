package io.tabletalk.source.mongo;

import com.mongodb.client.MongoDatabase;
import io.tabletalk.source.CloseNames;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/// What a database holds, as far as the user may know.
record MongoCatalog(MongoDatabase database) {

    private static final int MOST = 10_000;

    /// Asking for the names alone needs no permission beyond reading a collection.
    private static final BsonDocument LIST = new BsonDocument("listCollections", new BsonInt32(1))
            .append("nameOnly", BsonBoolean.TRUE)
            .append("authorizedCollections", BsonBoolean.TRUE)
            .append("cursor", new BsonDocument("batchSize", new BsonInt32(MOST)));

    /// Whether the collection has an index that keeps its `_id`s apart; a view and a time series have none.
    ///
    /// @throws SourceException INVALID when there is none of that name, since MongoDB would read it as an empty one
    boolean hasUniqueIds(String collection) {
        Map<String, String> types = types();
        String type = types.get(collection);
        if (type == null) {
            throw new SourceException(
                    Kind.INVALID,
                    "Database '" + database.getName() + "' has no collection '" + collection + "', or this user may not"
                            + " see it. " + CloseNames.hint(collection, types.keySet()));
        }
        return type.equals("collection");
    }

    /// Collections and views that the user may see, sorted, without MongoDB's own.
    List<String> names() {
        return types().keySet().stream()
                .filter(name -> !name.startsWith("system."))
                .sorted()
                .toList();
    }

    private Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        for (BsonValue each : database.runCommand(LIST, BsonDocument.class)
                .getDocument("cursor")
                .getArray("firstBatch")) {
            BsonDocument found = each.asDocument();
            types.put(
                    found.getString("name").getValue(),
                    found.getString("type", new BsonString("collection")).getValue());
        }
        return types;
    }
}
