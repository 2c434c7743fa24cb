package io.tabletalk.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.Split;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every way in which a user or a database can be wrong ends in a clear sentence, of the right kind, without a
/// password.
class MongoProblemsIT {

    private static final String PASSWORD = "pencil-sharpener";

    private final RefusingBackend backend = new RefusingBackend();
    private MongoServer server;
    private String host;

    /// Answers some commands with an error, as MongoDB would.
    private static final class RefusingBackend extends MemoryBackend {
        private final Map<String, Document> refused = new ConcurrentHashMap<>();

        void refuse(String command, int code, String message) {
            refused.put(command, new Document("ok", 0.0).append("code", code).append("errmsg", message));
        }

        @Override
        public Document handleMessage(MongoMessage message) {
            String command = message.getDocument().keySet().iterator().next();
            Document error = refused.get(command);
            return error == null ? super.handleMessage(message) : error;
        }
    }

    @BeforeEach
    void fillCollection() {
        server = new MongoServer(backend);
        host = server.bind().getHostString() + ":" + server.getLocalAddress().getPort();
        try (MongoClient client = MongoClients.create("mongodb://" + host)) {
            client.getDatabase("shop").getCollection("bike").insertMany(bikes(3000));
            client.getDatabase("shop").getCollection("tandem").insertMany(bikes(3));
        }
    }

    private static List<org.bson.Document> bikes(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> new org.bson.Document("_id", i).append("name", "bike " + i))
                .toList();
    }

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    @Test
    void aServerThatDoesNotRunIsUnavailable() throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }
        failsWith(
                Map.of("connection_string", "mongodb://ann:" + PASSWORD + "@localhost:" + unused),
                Kind.UNAVAILABLE,
                "no server answers");
    }

    @Test
    void aHostThatThereIsNotIsUnavailable() {
        failsWith(
                Map.of("connection_string", "mongodb://ann:" + PASSWORD + "@no-such-host.invalid"),
                Kind.UNAVAILABLE,
                "no host of that name");
    }

    @Test
    void aWrongPasswordIsDenied() {
        backend.refuse("saslStart", 18, "Authentication failed.");
        failsWith(
                Map.of("connection_string", "mongodb://ann:" + PASSWORD + "@" + host),
                Kind.DENIED,
                "does not accept this user name and password");
    }

    @Test
    void aCollectionThatMayNotBeReadIsDenied() {
        backend.refuse("find", 13, "not authorized on shop to execute command");
        failsWith(Map.of(), Kind.DENIED, "this user may not read it");
    }

    @Test
    void aPermissionRevokedAfterPlanningIsDenied() {
        afterPlanning(
                () -> backend.refuse("find", 13, "not authorized on shop to execute command"),
                Kind.DENIED,
                "this user may not read it");
    }

    @Test
    void aServerThatStepsDownIsUnavailable() {
        backend.refuse("find", 11600, "interrupted at shutdown");
        failsWith(Map.of(), Kind.UNAVAILABLE, "interrupted at shutdown.");
    }

    @Test
    void aRequestThatTheServerDoesNotUnderstandIsInvalid() {
        backend.refuse("find", 17287, "something about the request");
        failsWith(Map.of(), Kind.INVALID, "something about the request.");
    }

    @Test
    void aMissingCollectionIsInvalidAndTheNearestNameIsTold() {
        failsWith(
                Map.of("collection", "bikes"), Kind.INVALID, "has no collection 'bikes', or this user may not see it.");
        failsWith(Map.of("collection", "bikes"), Kind.INVALID, "Did you mean 'bike'?");
        failsWith(Map.of("database", "nowhere"), Kind.INVALID, "Database 'nowhere' has no collection 'bike'");
    }

    @Test
    void aMissingFieldIsInvalidAndTheNearestNameIsTold() {
        for (String setting : List.of("fields", "text_fields")) {
            try (Source source = open(Map.of("collection", "tandem", setting, List.of("name", "nmae")))) {
                failsWith(source::plan, Kind.INVALID, "has a field 'nmae'. Did you mean 'name'?");
            }
        }
    }

    @Test
    void aFieldThatOnlyOneDocumentHasIsFound() {
        try (MongoClient client = MongoClients.create("mongodb://" + host)) {
            client.getDatabase("shop")
                    .getCollection("tandem")
                    .insertOne(new org.bson.Document("_id", "odd").append("bell", "loud"));
        }
        try (Source source = open(Map.of("collection", "tandem", "text_fields", List.of("bell")))) {
            assertThat(source.plan()).isNotEmpty();
        }
    }

    @Test
    void anOperatorIsNoField() {
        for (String path : List.of("$where", "a.$b", "a..b", "", ".")) {
            failsWith(() -> open(Map.of("fields", List.of(path))), Kind.INVALID, "is no field");
        }
    }

    @Test
    void aCollectionDroppedAfterPlanningIsInvalid() {
        afterPlanning(
                () -> {
                    try (MongoClient client = MongoClients.create("mongodb://" + host)) {
                        client.getDatabase("shop").getCollection("bike").drop();
                    }
                },
                Kind.INVALID,
                "has no collection 'bike'");
    }

    @Test
    void aConnectionCutInTheMiddleIsUnavailable() {
        try (Source source = open(Map.of())) {
            try (Stream<SourceRecord> records = source.read(source.plan().getFirst())) {
                Iterator<SourceRecord> iterator = records.iterator();
                List<SourceRecord> met = new ArrayList<>(List.of(iterator.next()));
                server.shutdownNow();

                failsWith(() -> iterator.forEachRemaining(met::add), Kind.UNAVAILABLE, "Collection 'shop.bike'");
                assertThat(met).hasSizeLessThan(3000);
            }
        }
    }

    @Test
    void aCursorThatTheServerHasForgottenIsUnavailable() {
        backend.refuse("getMore", 43, "cursor id 7 not found");
        try (Source source = open(Map.of())) {
            Split split = source.plan().getFirst();
            failsWith(() -> MongoCollections.read(source, split), Kind.UNAVAILABLE, "Collection 'shop.bike'");
        }
    }

    private void afterPlanning(Runnable change, Kind kind, String message) {
        try (Source source = open(Map.of())) {
            List<Split> planned = source.plan();
            change.run();
            failsWith(() -> MongoCollections.read(source, planned.getFirst()), kind, message);
        }
    }

    /// Planning and checking both tell it.
    private void failsWith(Map<String, Object> settings, Kind kind, String message) {
        try (Source source = open(settings)) {
            failsWith(source::plan, kind, message);
            assertThat(source.check().message()).contains(message).doesNotContain(PASSWORD);
        }
    }

    private Source open(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(
                Map.of("connection_string", "mongodb://" + host, "database", "shop", "collection", "bike"));
        settings.putAll(more);
        return MongoCollections.open(settings, 5_000);
    }

    private static void failsWith(ThrowingCallable action, Kind kind, String message) {
        SourceException failure = catchThrowableOfType(SourceException.class, action);
        assertThat(failure).isNotNull().hasMessageContaining(message);
        assertThat(failure.kind()).isEqualTo(kind);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain(PASSWORD);
        }
    }
}
