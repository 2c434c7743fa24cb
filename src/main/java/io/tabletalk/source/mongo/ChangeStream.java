package io.tabletalk.source.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.OperationType;
import io.tabletalk.source.FeedPosition;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A change stream of one collection: which `_id`s have changed. What the documents are now is not asked for, so no
/// change is too large to be told.
///
/// The driver itself goes on after a short failure of the network or a change of the primary.
final class ChangeStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeStream.class);
    /// How long the server waits for a change before it says that there is none.
    private static final int WAIT_MILLISECONDS = 250;

    private static final int MOST_AT_ONCE = 256;
    private static final BsonDocument ONLY_KEYS = new BsonDocument(
            "$project",
            new BsonDocument("operationType", new BsonInt32(1))
                    .append("documentKey", new BsonInt32(1))
                    .append("clusterTime", new BsonInt32(1))
                    .append("wallTime", new BsonInt32(1)));

    /// CappedPositionLost, InvalidResumeToken, ChangeStreamFatalError, ChangeStreamHistoryLost.
    private static final Set<Integer> PLACE_LOST = Set.of(136, 260, 280, 286);

    /// Neither a replica set nor part of a cluster.
    private static final int ALONE = 40_573;

    private final MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> cursor;

    private ChangeStream(MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> cursor) {
        this.cursor = cursor;
    }

    /// A document was inserted, changed or deleted.
    record Change(BsonValue id, Instant committedAt) {}

    /// What has come in.
    ///
    /// @param changes in the order in which they were made
    /// @param ended   whether the collection was dropped or renamed after them, with which the stream ends
    /// @param token   where the stream stands after them
    /// @param upTo    the same as a position; null when that is not known
    record Delivery(
            List<Change> changes,
            boolean ended,
            ResumeToken token,
            @Nullable FeedPosition upTo) {}

    /// Begins now.
    static ChangeStream now(MongoCollection<BsonDocument> collection) {
        try {
            return new ChangeStream(watch(collection).cursor());
        } catch (MongoCommandException e) {
            throw e.getErrorCode() == ALONE ? alone() : e;
        }
    }

    /// Goes on after a token; empty when the server no longer knows what came then.
    static Optional<ChangeStream> after(ResumeToken token, MongoCollection<BsonDocument> collection) {
        try {
            return Optional.of(new ChangeStream(
                    watch(collection).startAfter(token.document()).cursor()));
        } catch (MongoCommandException e) {
            if (isPlaceLost(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static ChangeStreamIterable<BsonDocument> watch(MongoCollection<BsonDocument> collection) {
        return collection
                .watch(List.of(ONLY_KEYS), BsonDocument.class)
                .batchSize(MOST_AT_ONCE)
                .maxAwaitTime(WAIT_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    /// Whether the server has forgotten what came after the token, which may show only when the first change is asked
    /// for.
    static boolean isPlaceLost(MongoException failure) {
        return PLACE_LOST.contains(failure.getCode()) || failure.hasErrorLabel("NonResumableChangeStreamError");
    }

    private static SourceException alone() {
        return new SourceException(
                Kind.INVALID,
                "This server stands alone, and MongoDB tells changes only as a replica set or cluster. A single server"
                        + " becomes a replica set when it is started with --replSet and rs.initiate() is run once.");
    }

    /// Waits a moment for changes; none may have come.
    ///
    /// @throws SourceException INVALID when the server does not tell where it stands
    Delivery poll() {
        List<Change> changes = new ArrayList<>();
        FeedPosition last = null;
        boolean ended = false;
        ChangeStreamDocument<BsonDocument> next = cursor.tryNext();
        while (next != null && !ended) {
            ended = next.getOperationType() == OperationType.INVALIDATE;
            change(next).ifPresent(changes::add);
            last = next.getClusterTime() == null ? last : ClusterTime.of(next.getClusterTime());
            boolean more = !ended && cursor.available() > 0 && changes.size() < MOST_AT_ONCE;
            next = more ? cursor.tryNext() : null;
        }
        ResumeToken token = token();
        return new Delivery(List.copyOf(changes), ended, token, token.position().orElse(last));
    }

    private ResumeToken token() {
        BsonDocument token = cursor.getResumeToken();
        if (token == null) {
            throw new SourceException(
                    Kind.INVALID, "This server does not tell where its stream of changes stands; MongoDB 4.2 does.");
        }
        return new ResumeToken(token);
    }

    /// Of what happens to the collection as a whole only its end matters.
    private static Optional<Change> change(ChangeStreamDocument<BsonDocument> event) {
        return switch (event.getOperationType()) {
            case INSERT, UPDATE, REPLACE, DELETE -> {
                BsonDocument key = Objects.requireNonNull(event.getDocumentKey(), "such a change names its document");
                yield Optional.of(new Change(Objects.requireNonNull(key.get("_id")), committedAt(event)));
            }
            case INVALIDATE, DROP, DROP_DATABASE, RENAME, OTHER -> Optional.empty();
        };
    }

    /// Servers before version 6 tell only the second.
    private static Instant committedAt(ChangeStreamDocument<BsonDocument> event) {
        return event.getWallTime() == null
                ? ClusterTime.instant(ClusterTime.of(Objects.requireNonNull(event.getClusterTime())))
                : Instant.ofEpochMilli(event.getWallTime().getValue());
    }

    @Override
    public void close() {
        try {
            cursor.close();
        } catch (MongoException e) {
            LOG.debug("A change stream could not be closed; the server does so after a while", e);
        }
    }
}
