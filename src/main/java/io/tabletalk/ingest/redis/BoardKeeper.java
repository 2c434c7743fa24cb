package io.tabletalk.ingest.redis;

import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.BatchStatusStore;
import io.tabletalk.redis.RedisGoneException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what Redis shows up to date from the state database: completely on each new connection, since a server that
/// comes back may have lost everything or be as it was some time ago, and now and then what is under way, since a
/// process may have been killed between counting and showing.
final class BoardKeeper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BoardKeeper.class);
    private static final int LOOKS_PER_TIDYING = 5;

    private final BatchStatusStore store;
    private final BatchBoard board;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("batch-board").factory());
    private volatile long caughtUp; // number of the connection on which everything was shown
    private int looks; // of the thread alone

    BoardKeeper(BatchStatusStore store, BatchBoard board) {
        this.store = store;
        this.board = board;
    }

    void start() {
        look();
        thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    /// Whether the server is there and shows everything.
    boolean isCaughtUp() {
        long connection = board.connection();
        return connection != 0 && connection == caughtUp;
    }

    private void look() {
        try {
            long connection = board.connection();
            if (connection != 0 && connection != caughtUp) {
                board.showAll(store.recent(BatchBoard.LISTED, 0));
                tidy();
                caughtUp = connection;
            } else if (connection != 0 && ++looks % LOOKS_PER_TIDYING == 0) {
                tidy();
            }
        } catch (RedisGoneException e) {
            log.debug("Redis is gone; what it shows is brought up to date when it is back");
        } catch (RuntimeException e) {
            log.warn("What Redis shows could not be brought up to date, and will be: {}", e.toString());
        }
    }

    private void tidy() {
        List<Batch> unfinished = store.unfinished();
        unfinished.forEach(board::show);
        List<String> shown = new ArrayList<>(board.unfinished());
        shown.removeAll(unfinished.stream().map(Batch::id).toList());
        for (String id : shown) {
            Optional<Batch> batch = store.find(id);
            batch.ifPresentOrElse(board::show, () -> board.remove(id));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
