package io.tabletalk.testing;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/// A database of its own on the MongoDB server that `MONGODB_TEST_URI` names, or else on one that speaks MongoDB's
/// protocol from memory, which all tests of a run share.
///
/// @param database the database's name
public record Mongo(String database) {

    private static final @Nullable String REAL = System.getenv("MONGODB_TEST_URI");

    /// Started with the first test that needs it, and stopped with the virtual machine.
    private static final class Server {
        private static final ReplicaSet BACKEND = new ReplicaSet();
        private static final String URI = REAL == null ? new MongoServer(BACKEND).bindAndGetConnectionString() : REAL;
        private static final MongoClient CLIENT = MongoClients.create(URI);
    }

    /// A new, empty database. It is dropped when the virtual machine ends.
    public static Mongo create() {
        Mongo created = new Mongo("test_" + UUID.randomUUID().toString().replace("-", ""));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> created.connect().drop()));
        return created;
    }

    /// Whether this is MongoDB itself.
    public static boolean isReal() {
        return REAL != null;
    }

    /// Where the server is, as users write it.
    public String position() {
        BsonTimestamp time = connect().runCommand(new Document("ping", 1)).get("operationTime", BsonTimestamp.class);
        return time.getTime() + ":" + time.getInc();
    }

    /// No change stream can begin before now any more. Not on a real server.
    public static void forgetHistory() {
        Server.BACKEND.forgetHistory();
    }

    public MongoDatabase connect() {
        return Server.CLIENT.getDatabase(database);
    }

    /// Settings of kind `mongodb` for a collection. The map may be changed.
    public Map<String, Object> settings(String collection) {
        return new HashMap<>(Map.of("connection_string", Server.URI, "database", database, "collection", collection));
    }

    /// Inserts documents in MongoDB's extended JSON.
    public void insert(String collection, String... documents) {
        connect()
                .getCollection(collection, BsonDocument.class)
                .insertMany(Arrays.stream(documents).map(BsonDocument::parse).toList());
    }

    /// How many cursors are open on the server.
    public int openCursors() {
        return REAL == null
                ? Server.BACKEND.openCursors()
                : connect()
                        .runCommand(new Document("serverStatus", 1))
                        .get("metrics", Document.class)
                        .get("cursor", Document.class)
                        .get("open", Document.class)
                        .get("total", Number.class)
                        .intValue();
    }
}
