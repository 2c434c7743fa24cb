package io.tabletalk.source.mongo;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.Changes;
import io.tabletalk.source.FeedPosition;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.mongo.ChangeStream.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;

/// Follows one collection through a change stream: the stream tells the `_id`s of changed documents, and the documents
/// are read from the collection. Nothing is set up on the server for it: where to go on is a token, which the server
/// understands for as long as its oplog reaches back.
final class MongoFeed implements ChangeFeed {

    private static final BsonDocument PING = new BsonDocument("ping", new BsonInt32(1));

    private final SourceId id;
    private final MongoAddress address;
    private final Layout layout;
    private @Nullable MongoClient client;
    private boolean closed;
    private volatile @Nullable ChangeStream stream;
    private @Nullable ResumeToken token;
    private @Nullable Delivery pending;
    private FeedPosition reached = ClusterTime.of(0);
    private final Probes probes = new Probes();

    MongoFeed(SourceId id, MongoAddress address, Layout layout) {
        this.id = id;
        this.address = address;
        this.layout = layout;
    }

    @Override
    public String identity() {
        return address.toString();
    }

    /// There is nothing on the server that could belong to somebody else.
    @Override
    public void claim() {}

    @Override
    public Beginning begin(String bookmark, String formerShape) {
        return within(() -> begin(collection(), bookmark, formerShape));
    }

    private Beginning begin(MongoCollection<BsonDocument> collection, String bookmark, String formerShape) {
        requireChangeable();
        boolean goesOn = !bookmark.isEmpty() && goesOn(collection, ResumeToken.parse(bookmark));
        if (!goesOn) {
            ChangeStream begun = ChangeStream.now(collection);
            stream = begun;
            token = begun.poll().token(); // what came with it will be read with everything else
        }
        ResumeToken from = Objects.requireNonNull(token);
        reached = from.position().orElse(reached);
        return new Beginning(from.bookmark(), reached, layout.shape(), readFirst(bookmark, goesOn, formerShape));
    }

    private String readFirst(String bookmark, boolean goesOn, String formerShape) {
        if (bookmark.isEmpty()) {
            return "All of it is read once before it is followed.";
        }
        if (!goesOn) {
            return "The server no longer has the changes since then: its oplog does not reach back so far.";
        }
        return layout.shape().equals(formerShape) ? "" : "The fields that are read have changed.";
    }

    /// Some servers refuse a token only when they are asked for the first change after it.
    private boolean goesOn(MongoCollection<BsonDocument> collection, ResumeToken from) {
        ChangeStream resumed = ChangeStream.after(from, collection).orElse(null);
        if (resumed == null) {
            return false;
        }
        try {
            Delivery first = resumed.poll();
            pending = first.changes().isEmpty() && !first.ended() ? null : first;
            stream = resumed;
            token = from;
            return true;
        } catch (MongoException e) {
            resumed.close();
            if (ChangeStream.isPlaceLost(e)) {
                return false;
            }
            throw e;
        }
    }

    private void requireChangeable() {
        if (!new MongoCatalog(database()).hasUniqueIds(address.collection())) {
            throw new SourceException(
                    Kind.INVALID,
                    "Collection " + address + " cannot be followed: it is a view or holds a time series, of which"
                            + " MongoDB tells no changes. Read it on a schedule.");
        }
    }

    @Override
    public boolean await(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        try {
            do {
                if (pending == null) {
                    pending = worthTaking(stream().poll());
                }
            } while (pending == null && System.nanoTime() < end);
            return pending != null;
        } catch (MongoInterruptedException e) {
            throw new InterruptedException("The wait for changes was interrupted.");
        } catch (MongoException e) {
            throw MongoErrors.of(e, address);
        }
    }

    /// Null when nothing has changed and nobody has asked how far it is.
    private @Nullable Delivery worthTaking(Delivery delivery) {
        FeedPosition upTo = delivery.upTo();
        boolean answers = upTo != null && probes.isAnyAnsweredBy(upTo);
        return delivery.changes().isEmpty() && !delivery.ended() && !answers ? null : delivery;
    }

    private ChangeStream stream() {
        ChangeStream open = stream;
        if (open == null) {
            ResumeToken from = Objects.requireNonNull(token, "begin comes first");
            open = ChangeStream.after(from, collection())
                    .orElseThrow(() -> new SourceException(Kind.UNAVAILABLE, "The stream of changes was cut."));
            stream = open;
        }
        return open;
    }

    @Override
    public Changes take(long after) {
        Delivery delivery = Objects.requireNonNull(pending, "await has returned true");
        ChangedDocuments read =
                within(() -> ChangedDocuments.read(collection(), id, layout, delivery.changes(), after));
        FeedPosition upTo = delivery.upTo();
        reached = upTo == null ? reached : reached.or(upTo);
        return new Changes(
                read.documents(),
                read.unreadable(),
                reached,
                currentAt(),
                delivery.token().bookmark(),
                delivery.ended() ? "The collection was dropped or renamed." : null);
    }

    /// Everything before the second in which the last change was made, or before a question that is answered.
    private Instant currentAt() {
        Instant second = ClusterTime.instant(reached);
        Instant asked = probes.latestAnsweredBy(reached);
        return asked.isAfter(second) ? asked : second;
    }

    @Override
    public void acknowledge(Changes changes) {
        Delivery delivery = Objects.requireNonNull(pending, "changes are acknowledged once");
        pending = null;
        token = delivery.token();
        probes.removeAnsweredBy(reached);
        if (delivery.ended()) {
            closeStream(); // the next one begins after the end of this one
        }
    }

    /// The answer comes with the stream's own place, which moves on with whatever is written to the server.
    @Override
    public void probe() {
        Instant now = Instant.now();
        BsonDocument answer = within(() -> database().runCommand(PING, ReadPreference.primary(), BsonDocument.class));
        probes.add(ClusterTime.of(answer.getTimestamp("operationTime")), now);
    }

    @Override
    public FeedPosition position(String text) {
        return ClusterTime.parse(text);
    }

    /// There is nothing to remove.
    @Override
    public void drop() {}

    private MongoDatabase database() {
        return client().getDatabase(address.database());
    }

    /// What a majority of the servers has, of which the stream tells; from the primary, which has all of it.
    private MongoCollection<BsonDocument> collection() {
        return database()
                .getCollection(address.collection(), BsonDocument.class)
                .withReadPreference(ReadPreference.primary())
                .withReadConcern(ReadConcern.MAJORITY);
    }

    private <T> T within(Supplier<T> work) {
        try {
            return work.get();
        } catch (MongoException e) {
            throw MongoErrors.of(e, address);
        }
    }

    private synchronized MongoClient client() {
        if (closed) {
            throw new SourceException(Kind.INVALID, "The feed is closed.");
        }
        MongoClient open = client;
        if (open == null) {
            open = MongoClients.create(address.client());
            client = open;
        }
        return open;
    }

    private void closeStream() {
        ChangeStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        closeStream();
        if (client != null) {
            client.close();
        }
    }
}
