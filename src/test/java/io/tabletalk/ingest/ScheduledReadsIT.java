package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Schedules;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduledReadsIT {

    private static final SourceId ORDERS = new SourceId("orders");

    @TempDir
    Path directory;

    private final MemorySources sources = new MemorySources();
    private final DueSources schedules = new DueSources();
    private StateDatabase database;
    private IngestFixture fixture;
    private ScheduledReads reads;

    @BeforeEach
    void open() {
        database = StateDatabase.open(directory);
        fixture = new IngestFixture(database, sources, new CountingEngine(), new MemoryIndex());
        reads = new ScheduledReads(
                schedules, fixture.store, fixture.coordinator, database.transactions(), InstantSource.system());
        sources.set(ORDERS, List.of(MemorySources.document(ORDERS, "1", "a bicycle")));
    }

    @AfterEach
    void close() {
        reads.stop();
        fixture.close();
        database.close();
    }

    @Test
    void aSourceThatIsDueIsRead() {
        schedules.due.add(ORDERS);

        reads.startDue();

        Batch batch = fixture.finished(newest().id());
        assertThat(batch.kind()).isEqualTo(Batch.Kind.SYNC);
        assertThat(batch.status()).isEqualTo(Batch.Status.COMPLETED);
        assertThat(batch.applied()).isEqualTo(1);
    }

    @Test
    void aRunThatFallsDueDuringAnotherIsLeftOut() throws InterruptedException {
        CountDownLatch mayRead = new CountDownLatch(1);
        sources.onRead = record -> awaitQuietly(mayRead);
        Batch first = fixture.ingestion.start(ORDERS);

        schedules.due.add(ORDERS);
        reads.startDue();
        mayRead.countDown();
        fixture.finished(first.id());

        assertThat(schedules.due).isEmpty();
        assertThat(fixture.ingestion.recent(10)).hasSize(1);
    }

    @Test
    void aRunThatSomebodyElseTookIsNotMadeAgain() {
        schedules.due.add(ORDERS);
        schedules.takenByOther = true;

        reads.startDue();

        assertThat(fixture.ingestion.recent(10)).isEmpty();
    }

    private Batch newest() {
        return fixture.ingestion.recent(1).getFirst();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class DueSources implements Schedules {

        private final Set<SourceId> due = new HashSet<>();
        private boolean takenByOther;

        @Override
        public List<SourceId> due(Instant now) {
            return List.copyOf(due);
        }

        @Override
        public boolean take(SourceId source, Instant now) {
            return due.remove(source) && !takenByOther;
        }
    }
}
