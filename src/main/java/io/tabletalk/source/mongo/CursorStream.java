package io.tabletalk.source.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCursor;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.BsonDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The documents of a cursor, fetched from the server as they are asked for. Closing frees the cursor on the server.
final class CursorStream extends Spliterators.AbstractSpliterator<BsonDocument> {

    private static final Logger LOG = LoggerFactory.getLogger(CursorStream.class);

    private final MongoCursor<BsonDocument> cursor;
    private final MongoAddress address;

    private CursorStream(MongoCursor<BsonDocument> cursor, MongoAddress address) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.cursor = cursor;
        this.address = address;
    }

    static Stream<BsonDocument> open(MongoCursor<BsonDocument> cursor, MongoAddress address) {
        return StreamSupport.stream(new CursorStream(cursor, address), false).onClose(() -> release(cursor));
    }

    @Override
    public boolean tryAdvance(Consumer<? super BsonDocument> action) {
        BsonDocument document;
        try {
            if (!cursor.hasNext()) {
                return false;
            }
            document = cursor.next();
        } catch (MongoException e) {
            throw MongoErrors.of(e, address);
        }
        action.accept(document);
        return true;
    }

    private static void release(MongoCursor<BsonDocument> cursor) {
        try {
            cursor.close();
        } catch (MongoException e) {
            LOG.debug("A cursor could not be freed; the server does so after a while", e);
        }
    }
}
