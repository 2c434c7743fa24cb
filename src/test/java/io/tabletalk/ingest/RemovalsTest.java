package io.tabletalk.ingest;

import static io.tabletalk.ingest.MemorySources.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.TransportClosedException;
import io.tabletalk.pipeline.TransportUnavailableException;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How deletions that were interrupted go on when the process is started again.
class RemovalsTest {

    private static final SourceId TICKETS = new SourceId("tickets");
    private static final DocumentKey DOCUMENT = new DocumentKey(TICKETS, "99");

    @TempDir
    Path directory;

    private final MemorySources sources = new MemorySources();
    private final MemoryIndex index = new MemoryIndex();
    private StateDatabase database;

    @BeforeEach
    void openDatabase() {
        database = StateDatabase.open(directory);
        sources.set(TICKETS, List.of(document(TICKETS, "99", "The brakes squeak")));
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void aRemovalThatTheTransportDidNotTakeAtStartIsPublishedLater() throws Exception {
        beginDeletion(true);
        AtomicBoolean refused = new AtomicBoolean();
        try (IngestFixture fixture = fixture(message -> {
            if (isRemoval(message) && refused.compareAndSet(false, true)) {
                throw new TransportUnavailableException("No brokers.", new IllegalStateException());
            }
            return true;
        })) {
            awaitCompleted(fixture);
            assertThat(refused).isTrue();
            assertThat(index.keys()).isEmpty();
        }
    }

    @Test
    void aDeletionWhoseRemovalTheTransportDoesNotTakeIsUnderWay() throws Exception {
        try (IngestFixture fixture = fixture(message -> {
            if (isRemoval(message)) {
                throw new TransportUnavailableException("No brokers.", new IllegalStateException());
            }
            return true;
        })) {
            fixture.ingest(TICKETS);

            assertThat(fixture.deletions.delete(DOCUMENT, true).orElseThrow().completedAt())
                    .isNull();
        }
        try (IngestFixture fixture = fixture(message -> true)) {
            awaitCompleted(fixture);
            assertThat(index.keys()).isEmpty();
        }
    }

    @Test
    void aRemovalThatBecameADeadLetterIsPublishedAgain() throws Exception {
        beginDeletion(true);
        AtomicBoolean mended = new AtomicBoolean();
        index.onApply = update -> {
            if (update instanceof DocumentUpdate.Remove && !mended.get()) {
                throw new IllegalStateException("The index is broken.");
            }
        };
        try (IngestFixture fixture = fixture(message -> true)) {
            await().until(() -> !fixture.letters().isEmpty());
            mended.set(true);

            awaitCompleted(fixture);
            assertThat(index.keys()).isEmpty();
            assertThat(fixture.letters()).isEmpty();
        }
    }

    /// The note that the transport has taken it must not hide that it has failed since.
    @Test
    void aRemovalThatFailsBeforeItIsNotedAsPublishedIsPublishedAgain() throws Exception {
        beginDeletion(true);
        AtomicBoolean failed = new AtomicBoolean();
        index.onApply = update -> {
            if (update instanceof DocumentUpdate.Remove && !failed.get()) {
                throw new IllegalStateException("The index is broken.");
            }
        };
        IngestFixture.Interference lingering = new IngestFixture.Interference(
                local -> new ForwardingTransport(local) {
                    @Override
                    public <M> void publish(Topic<M> topic, M message) {
                        super.publish(topic, message);
                        if (message instanceof DocumentSettled settled && settled.outcome() == Outcome.FAILED) {
                            failed.set(true);
                        } else if (isRemoval(message) && topic.equals(Topics.DOCUMENT_CHANGES)) {
                            await().untilTrue(failed);
                        }
                    }
                },
                same -> same,
                same -> same,
                same -> same);
        try (IngestFixture fixture = new IngestFixture(database, sources, new CountingEngine(), index, lingering)) {
            awaitCompleted(fixture);
            assertThat(index.keys()).isEmpty();
        }
    }

    @Test
    void deletionsThatCannotGoOnDoNotKeepBackThoseBehindThem() throws Exception {
        beginDeletion(true);
        Receipts receipts = new Receipts(database.client(), IngestFixture.JSON);
        for (int i = 0; i < 250; i++) {
            Instant earlier = Instant.now().minusSeconds(3_600);
            receipts.put(new Receipt("r" + i, TICKETS, "stuck" + i, earlier, Map.of(), false, null, null, null));
            receipts.fence("r" + i, 1);
        }
        try (IngestFixture fixture = fixture(message -> {
            if (isRemoval(message)
                    && ((EmbeddingRequest) message).change().key().key().startsWith("stuck")) {
                throw new IllegalStateException("It is not taken.");
            }
            return true;
        })) {
            awaitCompleted(fixture);
            assertThat(index.keys()).isEmpty();
        }
    }

    @Test
    void whatTheTransportHasLostWithTheProcessIsPublishedAgain() throws Exception {
        Instant now = Instant.now();
        Receipts receipts = new Receipts(database.client(), IngestFixture.JSON);
        receipts.put(new Receipt("lost", TICKETS, "99", now, Map.of(), false, null, null, null));
        receipts.fence("lost", 7);
        receipts.notePublished("lost", 7, 0, now);
        try (IngestFixture fixture = fixture(message -> true)) {
            awaitCompleted(fixture);
        }
    }

    @Test
    void nothingIsRemovedBeforeTheDeletionIsStored() throws Exception {
        sources.onForget = key -> {
            throw new IllegalStateException("The process is killed.");
        };
        try (IngestFixture fixture = fixture(message -> true)) {
            fixture.ingest(TICKETS);
            assertThatIllegalStateException().isThrownBy(() -> fixture.deletions.delete(DOCUMENT, true));
        }
        sources.onForget = DOCUMENT::equals;
        try (IngestFixture fixture = fixture(message -> true)) {
            awaitCompleted(fixture);
            assertThat(index.keys()).isEmpty();
            assertThat(latest(fixture).removed()).containsEntry("stored_documents", 1L);
            fixture.ingest(TICKETS);
            assertThat(index.keys()).as("it stays out").isEmpty();
        }
    }

    @Test
    void whatWasNeverThereStaysExcludedWhenItWasBefore() throws Exception {
        ExcludedDocuments excluded = new ExcludedDocuments(database.client());
        DocumentKey other = new DocumentKey(TICKETS, "100");
        excluded.add(DOCUMENT, Instant.now());
        try (IngestFixture fixture = fixture(message -> true)) {
            assertThat(fixture.deletions.delete(DOCUMENT, true)).isEmpty();
            assertThat(fixture.deletions.delete(other, true)).isEmpty();
            assertThat(fixture.receipts.recent("tickets", 10)).isEmpty();
        }
        assertThat(excluded.among(List.of(DOCUMENT, other))).containsExactly(DOCUMENT);
    }

    @Test
    void anOldRemovalIsNotTheLastThatIsSaidOfADocumentThatHasComeBack() throws Exception {
        beginDeletion(false);
        try (IngestFixture fixture = losing()) {
            sources.set(TICKETS, List.of(document(TICKETS, "99", "The brakes are mended")));
            fixture.ingest(TICKETS);
        }
        Queue<Object> removals = new ConcurrentLinkedQueue<>();
        try (IngestFixture fixture = fixture(message -> {
            if (message instanceof VectorUpdate update && update.update() instanceof DocumentUpdate.Remove) {
                removals.add(update);
            }
            return true;
        })) {
            awaitCompleted(fixture);
            assertThat(removals).isEmpty();
            assertThat(index.texts()).containsExactly("The brakes are mended");
        }
    }

    /// As if the process ended just before it publishes the removal.
    private void beginDeletion(boolean exclude) {
        try (IngestFixture fixture = losing()) {
            fixture.ingest(TICKETS);
            assertThatExceptionOfType(TransportClosedException.class)
                    .isThrownBy(() -> fixture.deletions.delete(DOCUMENT, exclude));
            assertThat(index.keys()).containsExactly("99");
        }
    }

    private IngestFixture losing() {
        return fixture(message -> {
            if (isRemoval(message)) {
                throw new TransportClosedException("The process ends.");
            }
            return true;
        });
    }

    private IngestFixture fixture(Predicate<Object> beforePublish) {
        return new IngestFixture(
                database,
                sources,
                new CountingEngine(),
                index,
                new IngestFixture.Interference(
                        local -> new WatchedTransport(local, beforePublish), same -> same, same -> same, same -> same));
    }

    private static boolean isRemoval(Object message) {
        return message instanceof EmbeddingRequest request
                && request.origin().isOnRequest()
                && request.change().key().source().equals(TICKETS);
    }

    private static Receipt latest(IngestFixture fixture) {
        return fixture.receipts.recent("tickets", 1).getFirst();
    }

    private static void awaitCompleted(IngestFixture fixture) {
        await().until(() -> latest(fixture).completedAt() != null);
    }
}
