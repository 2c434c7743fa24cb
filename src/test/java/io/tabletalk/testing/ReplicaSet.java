package io.tabletalk.testing;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.CollectionBackedOplog;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A MongoDB server in memory that tells changes as MongoDB's manual says of a replica set, where the one it is made of
/// does otherwise: updates name their document, tokens begin as MongoDB's do, each answer says how far the stream and
/// the server are, a dropped collection ends the stream, and history can be forgotten.
class ReplicaSet extends MemoryBackend {

    private static final String TOKEN = "82%016x00";
    private static final String LAST_TOKEN = "82%016x01";
    private static final int HISTORY_LOST = 286;
    private static final long IDLE_MILLISECONDS = 20;

    private final AtomicInteger events = new AtomicInteger();
    private final Set<Long> streams = ConcurrentHashMap.newKeySet();
    private volatile long remembersFrom;

    ReplicaSet() {
        enableOplog();
    }

    int openCursors() {
        return getCursorRegistry().size();
    }

    /// No stream can begin before now any more.
    void forgetHistory() {
        remembersFrom = now();
    }

    /// Whatever happened until then can be read: an event is counted and written as one.
    private long now() {
        synchronized (events) {
            return new BsonTimestamp(getClock().instant(), events.get()).getValue();
        }
    }

    @Override
    protected Oplog createOplog() {
        MongoDatabase local = resolveDatabase("local");
        MongoCollection<?> collection = local.createCollectionOrThrowIfExists("oplog.rs");
        return new CountingOplog(collection);
    }

    private final class CountingOplog extends CollectionBackedOplog {

        @SuppressWarnings("unchecked")
        private CountingOplog(MongoCollection<?> collection) {
            super(ReplicaSet.this, (MongoCollection<Document>) collection, getCursorRegistry());
        }

        @Override
        public void handleInsert(String namespace, List<Document> documents) {
            synchronized (events) {
                count(namespace, documents.size());
                super.handleInsert(namespace, documents);
            }
        }

        @Override
        public void handleUpdate(String namespace, Document selector, Document update, List<Object> ids) {
            synchronized (events) {
                count(namespace, ids.size());
                ids.forEach(id -> super.handleUpdate(namespace, selector, new Document("_id", id), List.of(id)));
            }
        }

        @Override
        public void handleDelete(String namespace, Document query, List<Object> ids) {
            synchronized (events) {
                count(namespace, ids.size());
                super.handleDelete(namespace, query, ids);
            }
        }

        @Override
        public void handleDropCollection(String namespace) {
            synchronized (events) {
                count(namespace, 1);
                super.handleDropCollection(namespace);
            }
        }

        private void count(String namespace, int more) {
            if (!namespace.startsWith("local.")) {
                events.addAndGet(more);
            }
        }
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        boolean begins = command.equalsIgnoreCase("aggregate") && isChangeStream(query);
        if (begins) {
            readToken(query);
        }
        long before = now();
        Document answer = super.handleCommand(channel, database, command, query);
        if (answer.get("cursor") instanceof Document cursor && cursor.get("id") instanceof Long id) {
            if (begins) {
                streams.add(id);
            }
            if (streams.contains(id)) {
                describe(cursor, before);
            }
        }
        return answer.append("operationTime", new BsonTimestamp(now()));
    }

    private static boolean isChangeStream(Document query) {
        return query.get("pipeline") instanceof List<?> stages
                && !stages.isEmpty()
                && stages.getFirst() instanceof Document first
                && first.containsKey("$changeStream");
    }

    private void readToken(Document query) {
        Document stage = (Document) part((Document) ((List<?>) part(query, "pipeline")).getFirst(), "$changeStream");
        for (String option : List.of("startAfter", "resumeAfter")) {
            if (stage.get(option) instanceof Document token) {
                String digits = part(token, "_data").toString().substring(2, 18);
                if (Long.parseLong(digits, 16) < remembersFrom) {
                    throw new MongoServerError(
                            HISTORY_LOST, "ChangeStreamHistoryLost", "The resume point is no longer in the oplog.");
                }
                stage.put(option, new Document("_data", digits));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private void describe(Document cursor, long before) {
        String batch = cursor.containsKey("firstBatch") ? "firstBatch" : "nextBatch";
        List<Document> told = new ArrayList<>();
        long reached = before;
        String token = null;
        for (Document event : (List<Document>) part(cursor, batch)) {
            long time = ((BsonTimestamp) part(event, "clusterTime")).getValue();
            reached = Math.max(reached, time);
            told.add(event);
            event.put("_id", new Document("_data", TOKEN.formatted(time)));
            if ("drop".equals(event.get("operationType"))) {
                token = LAST_TOKEN.formatted(time);
                told.add(new Document("_id", new Document("_data", token))
                        .append("operationType", "invalidate")
                        .append("clusterTime", event.get("clusterTime")));
                end(cursor);
                break;
            }
        }
        cursor.put(batch, told);
        cursor.put("postBatchResumeToken", new Document("_data", token == null ? TOKEN.formatted(reached) : token));
        if (told.isEmpty()) {
            idle();
        }
    }

    private static Object part(Document document, String name) {
        return Objects.requireNonNull(document.get(name), name);
    }

    private void end(Document cursor) {
        Long id = (Long) part(cursor, "id");
        streams.remove(id);
        getCursorRegistry().remove(id);
        cursor.put("id", 0L);
    }

    /// The server would wait for an event as long as the client has said.
    private static void idle() {
        try {
            Thread.sleep(IDLE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
