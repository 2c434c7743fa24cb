package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.knowledge.SourceId;
import java.util.concurrent.CountDownLatch;

/// Cancels a batch whose messages come twice while its first documents are embedded, so that some deliveries of a
/// document find it cancelled and others do not, and requires that each document counts once.
final class CancelledBetweenDeliveries {

    private final CountDownLatch embedding = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    /// @param engine of the fixture that will be looked at
    CancelledBetweenDeliveries(CountingEngine engine) {
        engine.onEmbed = text -> {
            embedding.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /// @param documents how many the source has, none of which is in the index
    void requireEachCountsOnce(IngestFixture fixture, MemoryIndex index, SourceId source, int documents)
            throws InterruptedException {
        Batch batch = fixture.ingestion.start(source);
        embedding.await();
        fixture.ingestion.cancel(batch.id());
        goOn.countDown();

        Batch cancelled = fixture.finished(batch.id());
        assertThat(cancelled.status()).as("%s", cancelled).isEqualTo(Status.CANCELLED);
        assertThat(cancelled.applied()).isBetween(1L, IngestFixture.MOST_IN_EMBEDDING);
        assertThat(cancelled.read()).isEqualTo(cancelled.applied());
        assertThat(cancelled.embedded()).isEqualTo(cancelled.applied());
        assertThat(index.documentCount(source)).isEqualTo(cancelled.applied());
        Batch next = fixture.ingest(source);
        assertThat(next.skipped()).isEqualTo(cancelled.applied());
        assertThat(next.applied()).isEqualTo(documents - cancelled.applied());
        assertThat(index.documentCount(source)).isEqualTo(documents);
    }
}
