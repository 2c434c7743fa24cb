package io.tabletalk.ingest;

import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.ChangeFeed.Beginning;
import io.tabletalk.source.Changes;
import io.tabletalk.source.LiveState.State;
import io.tabletalk.source.SourceException;
import io.tabletalk.web.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows one source on a thread of its own: reads all of it when it must, then applies changes as they come. What
/// fails is tried again, after a growing pause, until it is stopped.
///
/// A change is acknowledged once it is durable in the index, and the place to go on from is stored before that. So a
/// process that is killed at any moment goes on with changes that were perhaps applied already, which does no harm, and
/// misses none.
final class LiveSource {

    private static final Logger log = LoggerFactory.getLogger(LiveSource.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long FIRST_PAUSE_MILLISECONDS = 500;
    private static final long LONGEST_PAUSE_MILLISECONDS = 30_000;
    private static final long BATCH_POLL_MILLISECONDS = 100;

    private final SourceId id;
    private final Supplier<ChangeFeed> opener;
    private final LiveParts parts;
    private final LiveProgress progress = new LiveProgress();
    private final LiveProblems problems;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable ChangeFeed following;
    private long pause = FIRST_PAUSE_MILLISECONDS;
    private LiveBookmark bookmark = LiveBookmark.none("");

    /// @param opener opens a feed of the source
    LiveSource(SourceId id, Supplier<ChangeFeed> opener, LiveParts parts) {
        this.id = id;
        this.opener = opener;
        this.parts = parts;
        this.problems = new LiveProblems(id);
        this.thread = Thread.ofPlatform().daemon().name("live-" + id).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Stops as soon as it can; what is on its way goes on, and comes again after the next start.
    void stop() {
        stopped = true;
        thread.interrupt();
        try {
            if (!thread.join(PATIENCE)) {
                log.warn("Source {} is still being followed after {}", id, PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    LiveProgress progress() {
        return progress;
    }

    /// Asks the source how far it is, if it is being followed. What fails here fails for the follower too.
    void probe() {
        ChangeFeed feed = following;
        if (feed != null) {
            try {
                feed.probe();
            } catch (SourceException e) {
                log.debug("Source {} could not be asked how far it is", id, e);
            }
        }
    }

    private void run() {
        try {
            while (!stopped) {
                attempt();
                TimeUnit.MILLISECONDS.sleep(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS);
            }
        } catch (InterruptedException e) {
            log.debug("Source {} is followed no longer", id);
        }
    }

    private void attempt() throws InterruptedException {
        try (ChangeFeed feed = opener.get()) {
            follow(feed);
        } catch (SourceException | ApiException | FullReadFailed e) {
            failed(String.valueOf(e.getMessage()), null);
        } catch (RuntimeException | Error e) {
            failed("Unexpected " + e.getClass().getSimpleName() + "; the server's log has the details.", e);
        } finally {
            following = null;
        }
    }

    private void failed(String problem, @Nullable Throwable unexpected) {
        if (!stopped) {
            problems.met(problem, unexpected);
            progress.is(State.FAILING, problem);
        }
    }

    private void follow(ChangeFeed feed) throws InterruptedException {
        bookmark = parts.table().find(id).orElseGet(() -> LiveBookmark.none(""));
        progress.readAll(bookmark.lastFullRead());
        if (!bookmark.identity().equals(feed.identity())) {
            feed.claim();
            store(LiveBookmark.none(feed.identity()));
        }
        Beginning beginning = feed.begin(bookmark.bookmark(), bookmark.shape());
        store(bookmark.begun(beginning.bookmark(), beginning.readFirst()));
        if (!bookmark.readFirst().isEmpty()) {
            log.info("All of source {} is read: {}", id, bookmark.readFirst());
            Instant current = readAll(bookmark.readFirst());
            store(bookmark.allRead(beginning.shape(), beginning.position().text(), current));
        }
        followChanges(feed);
    }

    private void followChanges(ChangeFeed feed) throws InterruptedException {
        following = feed;
        reached(feed);
        progress.connects();
        long asked = System.nanoTime();
        feed.probe();
        while (!stopped) {
            if (feed.await(POLL)) {
                takeChanges(feed);
                pause = FIRST_PAUSE_MILLISECONDS;
            }
            if (System.nanoTime() - asked > parts.heartbeat().toNanos()) {
                asked = System.nanoTime();
                feed.probe();
            }
        }
    }

    private void takeChanges(ChangeFeed feed) throws InterruptedException {
        Changes changes;
        try (LiveTurns.Turn turn = parts.turns().begin(id, this::waitsForBatch)) {
            changes = feed.take(Math.max(bookmark.lastOrder(), parts.deletions().latest(id)));
            parts.changes().apply(id, changes);
        }
        String readAgain = changes.readAgain();
        if (readAgain != null) {
            log.info("All of source {} is read: {}", id, readAgain);
            readAll(readAgain);
        }
        store(bookmark.applied(changes.bookmark(), changes.upTo().text(), changes.currentAt(), lastOrder(changes)));
        feed.acknowledge(changes);
        reached(feed);
        problems.over();
        progress.is(State.FOLLOWING, null);
        parts.times().applied(id, changes);
    }

    private void waitsForBatch() {
        progress.is(State.READING, "Changes wait until the batch under way has ended.");
    }

    private long lastOrder(Changes changes) {
        return changes.documents().stream()
                .map(DocumentChange::position)
                .mapToLong(position -> position.order())
                .reduce(bookmark.lastOrder(), Math::max);
    }

    private void store(LiveBookmark next) {
        parts.table().put(id, next);
        bookmark = next;
        progress.readAll(next.lastFullRead());
    }

    private void reached(ChangeFeed feed) {
        String position = bookmark.position();
        Instant current = bookmark.currentAt();
        if (position != null && current != null) {
            progress.reached(feed.position(position), current);
        }
    }

    /// Reads all of the source in a batch of its own, that begins only now.
    ///
    /// @return a time until which everything has been read
    private Instant readAll(String reason) throws InterruptedException {
        progress.is(State.READING, reason);
        Instant before = Instant.now();
        boolean again = bookmark.position() != null;
        store(bookmark.reads(new FullRead(reason, before)));
        Batch batch =
                again ? parts.ingestion().start(id, reason) : parts.ingestion().start(id);
        while (!batch.status().isFinal()) {
            TimeUnit.MILLISECONDS.sleep(BATCH_POLL_MILLISECONDS);
            batch = parts.ingestion().find(batch.id()).orElseThrow(() -> new FullReadFailed("it was forgotten."));
        }
        boolean ended =
                batch.status() == Batch.Status.COMPLETED || batch.status() == Batch.Status.COMPLETED_WITH_ERRORS;
        if (!ended || batch.splitsFailed() > 0) {
            throw new FullReadFailed(
                    batch.error() == null ? "the source's last batch has the details." : batch.error());
        }
        return before;
    }

    private static final class FullReadFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        FullReadFailed(String reason) {
            super("The full read that has to come first failed: " + reason);
        }
    }
}
