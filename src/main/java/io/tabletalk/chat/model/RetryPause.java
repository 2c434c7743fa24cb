package io.tabletalk.chat.model;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits between two tries.
interface RetryPause {

    /// Returns when the time is over or the wait is cancelled.
    void await(Duration time, Cancellation cancellation);

    /// Really waits.
    static RetryPause sleeping() {
        return (time, cancellation) -> {
            CountDownLatch cancelled = new CountDownLatch(1);
            try (var registration = cancellation.onCancel(cancelled::countDown)) {
                cancelled.await(time.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                cancellation.cancel();
            }
        };
    }
}
