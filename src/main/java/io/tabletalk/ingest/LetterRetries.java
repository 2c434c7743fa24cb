package io.tabletalk.ingest;

import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.RetryPolicy;
import io.tabletalk.pipeline.StateFailures;
import io.tabletalk.web.ApiException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries many dead letters again, one after another. While the state database is away it waits; one letter that cannot
/// be tried does not keep the others from it. For one thread.
final class LetterRetries implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(LetterRetries.class);

    private final Pages pages;
    private final Consumer<DeadLetter> retry;
    private final RetryPolicy policy;

    /// @param pages  the letters to try
    /// @param retry  tries one; to do so twice does no harm
    /// @param policy how long to wait for the state database
    LetterRetries(Pages pages, Consumer<DeadLetter> retry, RetryPolicy policy) {
        this.pages = pages;
        this.retry = retry;
        this.policy = policy;
    }

    interface Pages {
        /// Some letters after the one given, or the first; none after the last.
        List<DeadLetter> after(@Nullable DeadLetter last);
    }

    @Override
    public void run() {
        try {
            List<DeadLetter> page = patiently(() -> pages.after(null));
            while (!page.isEmpty()) {
                for (DeadLetter letter : page) {
                    retryIfPossible(letter);
                }
                DeadLetter last = page.getLast();
                page = patiently(() -> pages.after(last));
            }
        } catch (RuntimeException e) {
            log.error("Not all dead letters were tried again; ask for it once more", e);
        } catch (InterruptedException e) {
            log.info("Not all dead letters were tried again, since the process ends");
        }
    }

    /// A source that is paused or being removed does not keep the letters of others from being tried.
    private void retryIfPossible(DeadLetter letter) throws InterruptedException {
        try {
            patiently(() -> {
                retry.accept(letter);
                return letter;
            });
        } catch (ApiException e) {
            log.info("The dead letter {} of {} stays: {}", letter.id(), letter.source(), e.getMessage());
        } catch (RuntimeException e) {
            if (StateFailures.mayPass(e)) {
                throw e; // it has not passed: the next would fail, too
            }
            log.error("The dead letter {} of {} could not be tried again", letter.id(), letter.source(), e);
        }
    }

    private <T> T patiently(Supplier<T> work) throws InterruptedException {
        int failed = 0;
        while (true) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                failed++;
                if (!StateFailures.mayPass(e) || failed >= policy.attempts()) {
                    throw e;
                }
                log.debug("The retry of dead letters waits for the state database", e);
                TimeUnit.MILLISECONDS.sleep(policy.pauseAfter(failed).toMillis());
            }
        }
    }
}
