package io.tabletalk.ingest.http;

import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.ingest.http.BatchController.BatchView;
import io.tabletalk.web.ApiException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Sends a batch as server-sent events: as it is, then each time that it has changed, until it has ended.
@Component
class BatchEvents {

    private static final int MOST_READERS = 200;
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final int LOOKS_PER_COMMENT = 10;

    private final Ingestion ingestion;
    private final Semaphore readers = new Semaphore(MOST_READERS);

    BatchEvents(Ingestion ingestion) {
        this.ingestion = ingestion;
    }

    /// @throws ApiException when too many are reading already
    SseEmitter stream(Batch batch) {
        if (!readers.tryAcquire()) {
            throw new ApiException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too_many_readers",
                    "%d clients follow batches already. Ask for the batch itself now and then instead."
                            .formatted(MOST_READERS));
        }
        SseEmitter emitter = new SseEmitter(0L);
        AtomicBoolean gone = new AtomicBoolean();
        emitter.onCompletion(() -> gone.set(true));
        emitter.onError(error -> gone.set(true));
        Thread.ofVirtual().name("batch-events").start(() -> {
            try {
                follow(emitter, gone, batch);
            } finally {
                readers.release();
            }
        });
        return emitter;
    }

    private void follow(SseEmitter emitter, AtomicBoolean gone, Batch first) {
        try {
            Batch batch = first;
            BatchView shown = view(batch);
            emitter.send(SseEmitter.event().data(shown));
            for (int look = 1; !batch.status().isFinal() && !gone.get(); look++) {
                Thread.sleep(LOOK_EVERY);
                batch = ingestion.find(first.id()).orElse(batch);
                BatchView now = view(batch);
                if (!now.equals(shown)) {
                    emitter.send(SseEmitter.event().data(now));
                } else if (look % LOOKS_PER_COMMENT == 0) {
                    emitter.send(SseEmitter.event().comment("")); // shows when the client has gone
                }
                shown = now;
            }
            emitter.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | IllegalStateException e) {
            gone.set(true); // the client has left
        } catch (RuntimeException e) {
            emitter.completeWithError(e);
        }
    }

    private BatchView view(Batch batch) {
        return BatchView.of(batch, ingestion.stalled(batch).orElse(null));
    }
}
