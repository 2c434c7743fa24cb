package io.tabletalk.source.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangingSource;
import io.tabletalk.source.CloseNames;
import io.tabletalk.source.RepeatedKeys;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.source.Split;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/// One collection or view of a MongoDB database.
///
/// A document that is changed while a split is read comes in its old or its new state. None comes twice or not at all
/// for that: `_id` never changes.
final class MongoSource implements ChangingSource {

    private static final int QUICK_SECONDS = 5;
    private static final int SEARCH_SECONDS = 120;
    private static final int BATCH = 500;

    private final SourceId id;
    private final MongoAddress address;
    private final Layout layout;
    private final int documentsPerSplit;
    private @Nullable MongoClient client;
    private boolean closed;

    MongoSource(SourceId id, MongoAddress address, Layout layout, int documentsPerSplit) {
        this.id = id;
        this.address = address;
        this.layout = layout;
        this.documentsPerSplit = documentsPerSplit;
    }

    @Override
    public String probe() {
        return within(database -> {
            new MongoCatalog(database).hasUniqueIds(address.collection());
            collection(database)
                    .find()
                    .projection(IdRanges.IN_ORDER)
                    .maxTime(QUICK_SECONDS, TimeUnit.SECONDS)
                    .first();
            return "Collection '" + address.collection() + "' can be read.";
        });
    }

    @Override
    public SourceSchema schema() {
        return within(database -> {
            boolean counted = new MongoCatalog(database).hasUniqueIds(address.collection());
            MongoCollection<BsonDocument> collection = collection(database);
            return CollectionSchema.of(collection, layout, counted ? collection.estimatedDocumentCount() : null);
        });
    }

    @Override
    public List<String> tables() {
        return within(database -> new MongoCatalog(database).names());
    }

    @Override
    public List<Split> plan() {
        return within(database -> {
            boolean uniqueIds = new MongoCatalog(database).hasUniqueIds(address.collection());
            MongoCollection<BsonDocument> collection = collection(database);
            requireFields(collection);
            return uniqueIds ? new IdRanges(documentsPerSplit).plan(collection) : List.of(new Split(0, Map.of()));
        });
    }

    /// MongoDB takes a mistyped name for a field that no document has. The sample shows most fields; for the others the
    /// collection is searched, once per plan.
    private void requireFields(MongoCollection<BsonDocument> collection) {
        List<String> named = layout.settings().named();
        if (named.isEmpty() || collection.find().projection(IdRanges.IN_ORDER).first() == null) {
            return;
        }
        Set<String> known = CollectionSchema.paths(collection, layout);
        for (String path : named) {
            boolean sampled = known.stream().anyMatch(each -> each.equals(path) || each.startsWith(path + "."));
            if (!sampled && !exists(collection, path)) {
                throw new SourceException(
                        Kind.INVALID,
                        "No document of collection '" + address.collection() + "' has a field '" + path + "'. "
                                + CloseNames.hint(path, known));
            }
        }
    }

    private static boolean exists(MongoCollection<BsonDocument> collection, String path) {
        return collection
                        .find(new BsonDocument(path, new BsonDocument("$exists", BsonBoolean.TRUE)))
                        .projection(IdRanges.IN_ORDER)
                        .maxTime(SEARCH_SECONDS, TimeUnit.SECONDS)
                        .first()
                != null;
    }

    @Override
    public Optional<String> mark() {
        return changes().flatMap(changes -> within(database -> changes.mark(collection(database))));
    }

    @Override
    public Optional<List<Split>> planChanges(String mark) {
        return changes().map(changes -> MongoChanges.plan(mark));
    }

    private Optional<MongoChanges> changes() {
        return Optional.ofNullable(layout.settings().cursorField()).map(MongoChanges::new);
    }

    private BsonDocument filter(Split split) {
        return MongoChanges.isPlannedAsChanges(split) ? changes().orElseThrow().filter(split) : IdRanges.filter(split);
    }

    @Override
    public Stream<SourceRecord> read(Split split) {
        return within(database -> {
            boolean uniqueIds = new MongoCatalog(database).hasUniqueIds(address.collection());
            MongoCursor<BsonDocument> cursor = collection(database)
                    .find(filter(split))
                    .projection(layout.projection())
                    .sort(IdRanges.IN_ORDER)
                    .allowDiskUse(uniqueIds ? null : true)
                    .batchSize(BATCH)
                    .cursor();
            Stream<SourceRecord> records =
                    CursorStream.open(cursor, address).map(new MongoDocuments(id, layout)::recordOf);
            return uniqueIds ? records : records.map(new RepeatedKeys("collection " + address.collection())::check);
        });
    }

    private MongoCollection<BsonDocument> collection(MongoDatabase database) {
        return database.getCollection(address.collection(), BsonDocument.class);
    }

    private <T> T within(Function<MongoDatabase, T> work) {
        try {
            return work.apply(client().getDatabase(address.database()));
        } catch (MongoException e) {
            throw MongoErrors.of(e, address);
        }
    }

    private synchronized MongoClient client() {
        if (closed) {
            throw new SourceException(Kind.INVALID, "The source is closed.");
        }
        if (client == null) {
            client = MongoClients.create(address.client());
        }
        return client;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.close();
        }
    }
}
