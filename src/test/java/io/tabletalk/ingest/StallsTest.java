package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.ingest.Batch.Kind;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.Transport.Queue;
import io.tabletalk.pipeline.TransportUnavailableException;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StallsTest {

    private static final SourceId ORDERS = new SourceId("orders");

    @TempDir
    Path directory;

    private final List<Queue> queues = new ArrayList<>();
    private boolean transportAnswers = true;
    private Instant now = Instant.now();
    private StateDatabase database;
    private BatchStatusStore store;
    private Stalls stalls;

    @BeforeEach
    void open() {
        database = StateDatabase.open(directory);
        store = IngestFixture.store(database);
        stalls = new Stalls(store, new Queues(this::queues), Duration.ofMinutes(5), () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aBatchThatWasHeardOfLatelyIsNotStalled() {
        Batch running = running();
        now = running.updatedAt().plusSeconds(299);

        assertThat(stalls.reason(running)).isEmpty();
    }

    @Test
    void aSilentBatchIsStalledSinceWorkWaitsForNobody() {
        Batch running = running();
        queues.add(new Queue("embedding-requests", "embedding-workers", 1_200, 0));
        queues.add(new Queue("vector-updates", "index-writers", 0, 1));
        now = running.updatedAt().plusSeconds(420);

        assertThat(stalls.reason(running))
                .contains("Nothing has happened for 7 minutes. 1,200 messages of embedding-requests wait for"
                        + " embedding-workers, of which no process is there.");
    }

    @Test
    void aTransportThatDoesNotAnswerIsTheReason() {
        Batch running = running();
        transportAnswers = false;
        now = running.updatedAt().plusSeconds(600);

        assertThat(stalls.reason(running)).contains("Nothing has happened for 10 minutes. Kafka is away.");
    }

    @Test
    void aBatchThatWaitsForAnotherOfItsSourceIsNotStalled() {
        running();
        Batch next = store.create(ORDERS, Kind.SYNC);
        Batch lonely = store.create(new SourceId("other"), Kind.SYNC);
        now = lonely.updatedAt().plusSeconds(600);

        assertThat(stalls.reason(next)).isEmpty();
        assertThat(stalls.reason(lonely)).get().asString().contains("role 'status'");
    }

    @Test
    void aBatchThatHasEndedIsNotStalled() {
        Batch cancelled = store.cancel(store.create(ORDERS, Kind.SYNC).id()).orElseThrow();
        now = cancelled.updatedAt().plusSeconds(600);

        assertThat(stalls.reason(cancelled)).isEmpty();
    }

    private Batch running() {
        store.create(ORDERS, Kind.SYNC);
        return store.startNext(ORDERS).orElseThrow();
    }

    private List<Queue> queues() {
        if (!transportAnswers) {
            throw new TransportUnavailableException("Kafka is away.", new IllegalStateException());
        }
        return queues;
    }
}
