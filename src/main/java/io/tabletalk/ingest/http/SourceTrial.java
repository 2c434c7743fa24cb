package io.tabletalk.ingest.http;

import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceSchema;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out within a short time whether reading a source cannot work.
///
/// @param patience how long to wait for it
record SourceTrial(Duration patience) {

    private static final Logger log = LoggerFactory.getLogger(SourceTrial.class);
    private static final Executor VIRTUAL_THREADS =
            task -> Thread.ofVirtual().name("source-trial").start(task);

    /// Looks at what the source holds. One that is reached and takes longer to tell, such as a large view, passes.
    /// Closes the source when it has answered, which may be later.
    ///
    /// @throws SourceException when it cannot be read, or is not reached in time
    void look(Source source) {
        CompletableFuture<SourceSchema> seen = CompletableFuture.supplyAsync(source::schema, VIRTUAL_THREADS);
        CompletableFuture<Boolean> reached = reachedIfSlow(source, seen);
        CompletableFuture.allOf(reached, seen).whenCompleteAsync((done, failure) -> source.close(), VIRTUAL_THREADS);
        try {
            seen.copy().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            requireReached(reached);
            log.debug("A source takes its time; its batch will tell");
        }
    }

    /// Whether a source can be reached that has not told what it holds in half of the patience. One that has is not
    /// asked: where a password is wrong, each attempt counts.
    private CompletableFuture<Boolean> reachedIfSlow(Source source, CompletableFuture<SourceSchema> seen) {
        Executor later =
                CompletableFuture.delayedExecutor(patience.toMillis() / 2, TimeUnit.MILLISECONDS, VIRTUAL_THREADS);
        return CompletableFuture.supplyAsync(
                () -> !seen.isDone() && source.check().isUp(), later);
    }

    private void requireReached(CompletableFuture<Boolean> reached) {
        if (!reached.getNow(false)) {
            throw new SourceException(
                    Kind.UNAVAILABLE,
                    "The source has not answered within %d seconds. Is it running, and are host and port right?"
                            .formatted(patience.toSeconds()));
        }
    }
}
