package io.tabletalk.ingest;

import static io.tabletalk.ingest.MemorySources.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.ingest.Batch.Kind;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.pipeline.kafka.Transports;
import io.tabletalk.testing.Postgres;
import io.tabletalk.testing.StateDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// On Kafka and PostgreSQL, a process noted that work is handed out and was killed before it published the message.
class LostWorkIT {

    private static final SourceId ORDERS = new SourceId("orders");

    private final MemorySources sources = new MemorySources();
    private final MemoryIndex index = new MemoryIndex();
    private final Postgres server = Postgres.create();
    private StateDatabase database;
    private IngestFixture fixture;

    @BeforeEach
    void start() {
        Transport kafka = Transports.create();
        database = StateDatabase.open(server);
        fixture = new IngestFixture(
                database,
                sources,
                new CountingEngine(),
                index,
                new IngestFixture.Interference(local -> kafka, same -> same, same -> same, same -> same));
        sources.set(ORDERS, List.of(document(ORDERS, "a1", "one")), List.of(document(ORDERS, "b1", "two")));
    }

    @AfterEach
    void stop() {
        fixture.close();
        database.close();
    }

    @Test
    void aBatchThatNobodyStartsIsStarted() {
        Batch batch = fixture.store.create(ORDERS, Kind.SYNC);

        assertCompletes(batch);
    }

    @Test
    void aPlanThatWasNeverAskedForIsMade() {
        fixture.store.create(ORDERS, Kind.SYNC);

        fixture.store.startNext(ORDERS).ifPresentOrElse(this::assertCompletes, () -> assertCompletes(newest()));
    }

    @Test
    void partsThatWereHandedOutAndNeverPublishedAreRead() {
        Batch batch = fixture.store.create(ORDERS, Kind.SYNC);
        fixture.store.startNext(ORDERS);
        fixture.store.planned(batch.id(), sources.open(ORDERS).plan());
        fixture.store.next(batch.id(), 2);

        assertCompletes(batch);
    }

    private Batch newest() {
        return fixture.store.recent(1, 0).getFirst();
    }

    private void assertCompletes(Batch batch) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> fixture.store
                        .find(batch.id())
                        .filter(found -> found.status().isFinal())
                        .isPresent());

        Batch ended = fixture.store.find(batch.id()).orElseThrow();
        assertThat(ended.status()).as("%s", ended).isEqualTo(Status.COMPLETED);
        assertThat(ended.applied()).isEqualTo(2);
        assertThat(index.documentCount(ORDERS)).isEqualTo(2);
    }
}
