package io.tabletalk.chat.model;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// A stream whose waits are watched: only the time spent waiting for the other side counts, not the reader's own.
final class WatchedStream extends FilterInputStream {

    private final Watchdog watchdog;
    private final Duration limit;
    private boolean begun;

    /// @param limit how long to wait for the next bytes; the wait for the first ones began before
    WatchedStream(InputStream stream, Watchdog watchdog, Duration limit) {
        super(stream);
        this.watchdog = watchdog;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        await();
        int next = super.read();
        watchdog.arrived();
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        await();
        int count = super.read(buffer, offset, length);
        watchdog.arrived();
        return count;
    }

    private void await() {
        if (begun) {
            watchdog.expectWithin(limit);
        }
        begun = true;
    }
}
