package io.tabletalk.ingest;

import static io.tabletalk.ingest.MemorySources.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.pipeline.TransportClosedException;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A deletion holds against everything of the document that was accepted before it, wherever it is in the pipeline.
class FencedDeletionIT {

    private static final SourceId TICKETS = new SourceId("tickets");
    private static final DocumentKey DOCUMENT = new DocumentKey(TICKETS, "99");

    @TempDir
    Path directory;

    private final MemorySources sources = new MemorySources();
    private final MemoryIndex index = new MemoryIndex();
    private final CountingEngine engine = new CountingEngine();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private StateDatabase database;

    /// What the ingestion runs on, in place of the transport inside one process.
    IngestFixture.Interference interference() {
        return IngestFixture.Interference.NONE;
    }

    @BeforeEach
    void openDatabase() {
        database = StateDatabase.open(directory);
    }

    @AfterEach
    void closeDatabase() {
        released.countDown();
        database.close();
    }

    @ParameterizedTest(name = "exclude={0}")
    @ValueSource(booleans = {true, false})
    void whatIsBeingEmbeddedDoesNotComeIn(boolean exclude) throws Exception {
        sources.set(TICKETS, List.of(document(TICKETS, "99", "The brakes squeak")));
        engine.onEmbed = text -> waitHere();
        try (IngestFixture fixture = new IngestFixture(database, sources, engine, index, interference())) {
            Batch batch = fixture.ingestion.start(TICKETS);
            reached.await();

            CompletableFuture<Optional<Receipt>> deletion = delete(fixture, exclude);
            await().until(() -> !fixture.receipts.recent("tickets", 10).isEmpty());
            assertThat(fixture.receipts.recent("tickets", 10).getFirst().completedAt())
                    .as("it is still on its way")
                    .isNull();
            released.countDown();

            Receipt receipt = deletion.get().orElseThrow();
            assertThat(receipt.completedAt()).isNotNull();
            assertThat(receipt.excluded()).isEqualTo(exclude);
            assertThat(fixture.finished(batch.id()).status()).isEqualTo(Batch.Status.COMPLETED);
            assertThat(index.keys()).isEmpty();

            fixture.ingest(TICKETS);
            assertThat(index.keys()).hasSize(exclude ? 0 : 1);
        }
    }

    @ParameterizedTest(name = "exclude={0}")
    @ValueSource(booleans = {true, false})
    void whatIsReadAndNotYetInThePipelineDoesNotComeIn(boolean exclude) throws Exception {
        sources.set(TICKETS, List.of(document(TICKETS, "99", "The brakes squeak")));
        try (IngestFixture fixture = new IngestFixture(database, sources, engine, index, interference())) {
            fixture.ingest(TICKETS);
            sources.set(
                    TICKETS,
                    List.of(document(TICKETS, "99", "The brakes are mended"), document(TICKETS, "100", "A bell")));
            sources.onRead = record -> {
                if (record.toString().contains("A bell")) {
                    waitHere();
                }
            };
            Batch batch = fixture.ingestion.start(TICKETS);
            reached.await();

            assertThat(delete(fixture, exclude).get().orElseThrow().completedAt())
                    .isNotNull();
            released.countDown();

            fixture.finished(batch.id());
            assertThat(index.keys()).containsExactly("100");
            fixture.ingest(TICKETS);
            assertThat(index.keys()).hasSize(exclude ? 1 : 2);
        }
    }

    @Test
    void aDeletionThatWasBegunGoesOnAfterTheProcessHasEnded() throws Exception {
        sources.set(TICKETS, List.of(document(TICKETS, "99", "The brakes squeak")));
        UnaryOperator<Transport> carrying = interference().transport();
        IngestFixture.Interference losing = new IngestFixture.Interference(
                local -> losingDeletions(carrying.apply(local)), same -> same, same -> same, same -> same);
        try (IngestFixture fixture = new IngestFixture(database, sources, engine, index, losing)) {
            fixture.ingest(TICKETS);
            assertThatExceptionOfType(TransportClosedException.class)
                    .isThrownBy(() -> fixture.deletions.delete(DOCUMENT, true));
            assertThat(index.keys()).containsExactly("99");
        }
        try (IngestFixture fixture = new IngestFixture(database, sources, engine, index, interference())) {
            await().until(() ->
                    fixture.receipts.recent("tickets", 10).getFirst().completedAt() != null);
            assertThat(index.keys()).isEmpty();
        }
    }

    @Test
    void whatWasNeverThereIsNotDeleted() throws Exception {
        sources.set(TICKETS, List.of());
        try (IngestFixture fixture = new IngestFixture(database, sources, engine, index, interference())) {
            assertThat(fixture.deletions.delete(DOCUMENT, true)).isEmpty();
            assertThat(fixture.receipts.recent("tickets", 10)).isEmpty();
        }
    }

    private static CompletableFuture<Optional<Receipt>> delete(IngestFixture fixture, boolean exclude) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return fixture.deletions.delete(DOCUMENT, exclude);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void waitHere() {
        reached.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As if the process ended just before it publishes the removal.
    private static Transport losingDeletions(Transport transport) {
        return new WatchedTransport(transport, message -> {
            if (message instanceof EmbeddingRequest request && request.origin().isOnRequest()) {
                throw new TransportClosedException("The process ends.");
            }
            return true;
        });
    }
}
