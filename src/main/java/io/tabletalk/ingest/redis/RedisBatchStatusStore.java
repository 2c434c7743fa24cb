package io.tabletalk.ingest.redis;

import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.BatchStatusStore;
import io.tabletalk.ingest.DocumentSettled;
import io.tabletalk.ingest.Origin;
import io.tabletalk.ingest.Plan;
import io.tabletalk.ingest.ReadMark;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.redis.RedisGoneException;
import io.tabletalk.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Batches that are looked at on Redis, and decided and counted in another store. After each change, once it is
/// durable, the batch as it is then is shown on Redis; whoever looks at batches asks there. While Redis is gone
/// everything goes on, and who looks is told what the other store had a few seconds ago, and since when no more is
/// known.
public final class RedisBatchStatusStore implements BatchStatusStore, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisBatchStatusStore.class);

    /// Reads of changes that the store has forgotten are looked for among so many of the newest batches.
    private static final int LOOKED_THROUGH = 100;

    private final BatchStatusStore store;
    private final BatchBoard board;
    private final BoardKeeper keeper;
    private final KnownBatches known;

    private RedisBatchStatusStore(BatchStatusStore store, BatchBoard board, InstantSource clock) {
        this.store = store;
        this.board = board;
        this.keeper = new BoardKeeper(store, board);
        this.known = new KnownBatches(store, clock);
    }

    /// Brings what Redis shows up to date, if it is there, and keeps it so.
    ///
    /// @param store      what decides and counts
    /// @param timeToLive how long Redis holds a batch after its last change
    public static RedisBatchStatusStore open(
            BatchStatusStore store, RedisServer redis, Duration timeToLive, InstantSource clock) {
        RedisBatchStatusStore opened = new RedisBatchStatusStore(store, new BatchBoard(redis, timeToLive), clock);
        opened.keeper.start();
        return opened;
    }

    @Override
    public void close() {
        keeper.close();
    }

    // Looking

    @Override
    public Optional<Batch> find(String batch) {
        if (!keeper.isCaughtUp()) {
            return known.find(batch);
        }
        try {
            Optional<Batch> shown = board.find(batch);
            return shown.isPresent() ? shown : findAndShow(batch);
        } catch (RedisGoneException e) {
            return known.find(batch);
        }
    }

    @Override
    public List<Batch> recent(int limit, int offset) {
        if (!keeper.isCaughtUp()) {
            return known.recent(limit, offset);
        }
        try {
            return recent(limit, offset, board.recent(limit, offset));
        } catch (RedisGoneException e) {
            return known.recent(limit, offset);
        }
    }

    /// What the list does not hold is asked for in the other store.
    private List<Batch> recent(int limit, int offset, BatchBoard.Listed listed) {
        Long from = listed.from();
        if (from == null || (from > 0 && listed.entries().size() < limit)) {
            return store.recent(limit, offset);
        }
        List<Batch> batches = new ArrayList<>();
        for (BatchBoard.Entry entry : listed.entries()) {
            Optional.ofNullable(entry.batch()).or(() -> findAndShow(entry.id())).ifPresent(batches::add);
        }
        return List.copyOf(batches);
    }

    @Override
    public List<Batch> recent(SourceId source, int limit, int offset) {
        return store.recent(source, limit, offset);
    }

    private Optional<Batch> findAndShow(String batch) {
        Optional<Batch> found = store.find(batch);
        found.ifPresent(this::show);
        return found;
    }

    // Showing

    private void show(Batch batch) {
        try {
            board.show(batch);
        } catch (RedisGoneException e) {
            log.debug("Batch {} is shown when Redis is back", batch.id());
        }
    }

    private void show(String batch) {
        if (board.connection() != 0) {
            store.find(batch).ifPresent(this::show);
        }
    }

    /// What somebody asked for, and wants to see at once.
    private Batch showAsked(Batch batch) {
        known.forget();
        show(batch);
        return batch;
    }

    /// Of reads of changes that went well the store keeps the latest alone.
    private void takeAwayForgotten(Batch ended) {
        try {
            for (BatchBoard.Entry entry : board.recent(LOOKED_THROUGH, 0).entries()) {
                if (mayBeForgotten(entry.batch(), ended)
                        && store.find(entry.id()).isEmpty()) {
                    board.remove(entry.id());
                }
            }
        } catch (RedisGoneException e) {
            log.debug("What Redis shows too much is taken away when it is back");
        }
    }

    private static boolean mayBeForgotten(@Nullable Batch shown, Batch ended) {
        return shown != null
                && shown.kind() == Batch.Kind.CHANGES
                && shown.source().equals(ended.source())
                && shown.sequence() < ended.sequence();
    }

    // Deciding and counting

    @Override
    public Batch create(SourceId source, Batch.Kind kind, @Nullable String reason) {
        return showAsked(store.create(source, kind, reason));
    }

    @Override
    public boolean knows(SourceId source) {
        return store.knows(source);
    }

    @Override
    public Optional<Instant> lastRead(SourceId source) {
        return store.lastRead(source);
    }

    @Override
    public List<SourceId> firstReads() {
        return store.firstReads();
    }

    @Override
    public List<Batch> unfinished() {
        return store.unfinished();
    }

    @Override
    public Optional<Batch> startNext(SourceId source) {
        Optional<Batch> started = store.startNext(source);
        started.ifPresent(this::show);
        return started;
    }

    @Override
    public Step next(String batch, int readsAtOnce) {
        Step step = store.next(batch, readsAtOnce);
        show(batch);
        return step;
    }

    @Override
    public Optional<Batch> finish(String batch, Consumer<Step.Finish> cleanUp) {
        Optional<Batch> ended = store.finish(batch, cleanUp);
        ended.map(this::showAsked).ifPresent(this::takeAwayForgotten);
        return ended;
    }

    @Override
    public Optional<Unread> unread(String batch) {
        return store.unread(batch);
    }

    @Override
    public Optional<Batch> cancel(String batch) {
        return store.cancel(batch).map(this::showAsked);
    }

    @Override
    public Set<String> cancelled(Collection<String> batches) {
        return store.cancelled(batches);
    }

    @Override
    public void planned(String batch, Plan plan) {
        store.planned(batch, plan);
        show(batch);
    }

    @Override
    public Optional<ReadMark> mark(SourceId source) {
        return store.mark(source);
    }

    @Override
    public void planFailed(String batch, String error) {
        store.planFailed(batch, error);
        show(batch);
    }

    @Override
    public Optional<Reading> beginReading(String batch, int split) {
        Optional<Reading> reading = store.beginReading(batch, split);
        show(batch);
        return reading;
    }

    @Override
    public Optional<List<Fate>> register(Reading reading, List<Unit> units) {
        Optional<List<Fate>> fates = store.register(reading, units);
        show(reading.origin().batch());
        return fates;
    }

    @Override
    public List<Unit> unmet(Reading reading) {
        return store.unmet(reading);
    }

    @Override
    public boolean forget(Reading reading, List<Unit> unmet) {
        boolean forgotten = store.forget(reading, unmet);
        show(reading.origin().batch());
        return forgotten;
    }

    @Override
    public void endReading(Reading reading, List<String> leftOut) {
        store.endReading(reading, leftOut);
        show(reading.origin().batch());
    }

    @Override
    public void readingFailed(String batch, int split, String error) {
        store.readingFailed(batch, split, error);
        show(batch);
    }

    @Override
    public void settle(String batch, List<DocumentSettled> outcomes) {
        store.settle(batch, outcomes);
        show(batch);
    }

    @Override
    public boolean isUnderWay(DocumentKey document) {
        return store.isUnderWay(document);
    }

    @Override
    public long latestOrder(SourceId source) {
        return store.latestOrder(source);
    }

    @Override
    public Optional<SourcePosition> beginSweep(String batch) {
        Optional<SourcePosition> position = store.beginSweep(batch);
        show(batch);
        return position;
    }

    @Override
    public Optional<List<String>> registerRemovals(String batch, List<String> keys) {
        Optional<List<String>> registered = store.registerRemovals(batch, keys);
        show(batch);
        return registered;
    }

    @Override
    public List<String> openRemovals(String batch, String afterKey, int limit) {
        return store.openRemovals(batch, afterKey, limit);
    }

    @Override
    public void sweepEnded(String batch) {
        store.sweepEnded(batch);
        show(batch);
    }

    @Override
    public void sweepFailed(String batch, String error) {
        store.sweepFailed(batch, error);
        show(batch);
    }

    @Override
    public Optional<Batch> resume(String batch) {
        Optional<Batch> resumed = store.resume(batch);
        resumed.ifPresent(this::show);
        return resumed;
    }

    @Override
    public Reopened reopenPlan(String batch) {
        return shown(batch, store.reopenPlan(batch));
    }

    @Override
    public Reopened reopenSplit(String batch, int split) {
        return shown(batch, store.reopenSplit(batch, split));
    }

    @Override
    public Reopened reopenSweep(String batch) {
        return shown(batch, store.reopenSweep(batch));
    }

    @Override
    public Reopened reopenDocument(Origin origin, String key) {
        return shown(origin.batch(), store.reopenDocument(origin, key));
    }

    private Reopened shown(String batch, Reopened reopened) {
        known.forget();
        show(batch);
        return reopened;
    }

    @Override
    public List<OpenDocument> openDocuments(String batch, String afterKey, int limit) {
        return store.openDocuments(batch, afterKey, limit);
    }

    @Override
    public boolean purge(SourceId source) {
        return store.purge(source);
    }
}
