package io.tabletalk.source.mongo;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.cdc.ChangeEvent;
import io.tabletalk.source.cdc.ChangeReader;
import io.tabletalk.source.mongo.ChangeStream.Change;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.json.JsonParseException;
import org.jspecify.annotations.Nullable;

/// Reads changed documents of one collection, of which somebody else's connector tells.
final class MongoChangeReader implements ChangeReader {

    private final SourceId id;
    private final MongoAddress address;
    private final Layout layout;
    private @Nullable MongoClient client;

    MongoChangeReader(SourceId id, MongoAddress address, Layout layout) {
        this.id = id;
        this.address = address;
        this.layout = layout;
    }

    @Override
    public String identity() {
        return address.toString();
    }

    @Override
    public String shape() {
        return within(database -> {
            new MongoCatalog(database).hasUniqueIds(address.collection());
            return layout.shape();
        });
    }

    /// Connectors tell what a majority of the servers has, which is what is read here.
    @Override
    public void awaitVisible(List<ChangeEvent> changes) {}

    @Override
    public Read read(List<ChangeEvent> events, long after) {
        List<Change> changes = events.stream()
                .filter(ChangeEvent.Row.class::isInstance)
                .map(event -> change((ChangeEvent.Row) event))
                .toList();
        return within(database -> {
            ChangedDocuments read = ChangedDocuments.read(
                    database.getCollection(address.collection(), BsonDocument.class)
                            .withReadPreference(ReadPreference.primary())
                            .withReadConcern(ReadConcern.MAJORITY),
                    id,
                    layout,
                    changes,
                    after);
            return new Read(read.documents(), read.unreadable());
        });
    }

    /// The connector writes the `_id` as a text of extended JSON into the field `id` of the key.
    private static Change change(ChangeEvent.Row row) {
        String written = row.key().get("id");
        try {
            return new Change(
                    Objects.requireNonNull(
                            BsonDocument.parse("{_id: " + written + "}").get("_id")),
                    row.committedAt());
        } catch (JsonParseException e) {
            throw new SourceException(
                    Kind.INVALID,
                    "A message has no key as Debezium's connector for MongoDB writes them: 'id' with an _id.");
        }
    }

    private <T> T within(Function<MongoDatabase, T> work) {
        try {
            return work.apply(client().getDatabase(address.database()));
        } catch (MongoException e) {
            throw MongoErrors.of(e, address);
        }
    }

    private synchronized MongoClient client() {
        MongoClient open = client;
        if (open == null) {
            open = MongoClients.create(address.client());
            client = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
