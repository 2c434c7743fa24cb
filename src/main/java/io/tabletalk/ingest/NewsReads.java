package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceNews;
import io.tabletalk.web.ApiException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/// Reads what has changed in a source soon after it is said to have changed. News that come together are one read, and
/// no more than one read waits for another.
final class NewsReads implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NewsReads.class);
    private static final Duration GATHERING = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final Ingestion ingestion;
    private final BatchStatusStore store;
    private final Set<SourceId> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor thread;

    NewsReads(Ingestion ingestion, BatchStatusStore store) {
        this.ingestion = ingestion;
        this.store = store;
        this.thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("news-reads").factory());
        this.thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @EventListener
    void on(SourceNews news) {
        if (news.evenIfNeverRead() || store.knows(news.source())) {
            readAfter(news.source(), GATHERING);
        }
    }

    private void readAfter(SourceId source, Duration pause) {
        if (!waiting.add(source)) {
            return;
        }
        try {
            thread.schedule(() -> read(source), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("The server stops; what is new in {} is read after the next start", source);
        }
    }

    /// News that come from here on wait for another read: this one may have passed what they are about.
    private void read(SourceId source) {
        waiting.remove(source);
        try {
            if (!isQueued(source)) {
                ingestion.startChanges(source);
            }
        } catch (ApiException e) {
            log.debug("What is new in {} is not read now: {}", source, e.getMessage());
        } catch (RuntimeException e) {
            log.error("What is new in {} could not be read and will be tried again", source, e);
            readAfter(source, PAUSE_AFTER_FAILURE);
        }
    }

    private boolean isQueued(SourceId source) {
        return store.unfinished().stream()
                .anyMatch(batch -> batch.source().equals(source)
                        && batch.kind().isRead()
                        && batch.status() == Batch.Status.QUEUED);
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
