package io.tabletalk.ingest;

import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.Changes;
import io.tabletalk.source.FeedPosition;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A feed that does what a test says, over and over: keeps silent, tells that nothing has changed, or fails.
final class ScriptedFeed implements ChangeFeed {

    /// Why it fails; null when it does not.
    volatile @Nullable String failure;

    /// Thrown once instead of telling changes; null when nothing is.
    volatile @Nullable Error error;

    /// Whether the stream of changes has begun.
    volatile boolean tells;

    /// The order after which changes were last asked for.
    volatile long takenAfter = -1;

    final AtomicInteger beginnings = new AtomicInteger();

    @Override
    public String identity() {
        return "scripted";
    }

    @Override
    public void claim() {}

    @Override
    public Beginning begin(String bookmark, String shape) {
        beginnings.incrementAndGet();
        requireNoFailure();
        return new Beginning("1", position("1"), "shape", "");
    }

    @Override
    public boolean await(Duration limit) throws InterruptedException {
        requireNoFailure();
        Error thrown = error;
        if (thrown != null) {
            error = null;
            throw thrown;
        }
        Thread.sleep(1);
        return tells;
    }

    private void requireNoFailure() {
        String reason = failure;
        if (reason != null) {
            throw new SourceException(Kind.UNAVAILABLE, reason);
        }
    }

    @Override
    public Changes take(long after) {
        takenAfter = after;
        return new Changes(List.of(), List.of(), position("1"), Instant.now(), "1", null);
    }

    @Override
    public void acknowledge(Changes changes) {}

    @Override
    public void probe() {}

    @Override
    public FeedPosition position(String text) {
        return new FeedPosition(text, Long.parseLong(text));
    }

    @Override
    public void drop() {}

    @Override
    public void close() {}
}
