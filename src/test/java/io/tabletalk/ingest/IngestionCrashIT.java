package io.tabletalk.ingest;

import static io.tabletalk.ingest.MemorySources.document;
import static io.tabletalk.ingest.MemorySources.unreadable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whenever the process dies and whatever is delivered twice, a batch ends by itself, with exact counts.
class IngestionCrashIT {

    private static final SourceId ORDERS = new SourceId("orders");

    @TempDir
    Path directory;

    private final MemorySources sources = new MemorySources();
    private final MemoryIndex index = new MemoryIndex();
    private final CountingEngine engine = new CountingEngine();
    private StateDatabase database;

    @BeforeEach
    void openDatabase() {
        database = StateDatabase.open(directory);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    /// 300 documents in three parts, of which 40 are embedded already; one poisoned, one unreadable row, one duplicate;
    /// the process dies again and again, each time a little further on.
    @ParameterizedTest(name = "dying every {0} steps or more")
    @ValueSource(ints = {1, 2, 3, 5, 8, 13, 21, 34, 55})
    void countsAreExactHoweverOftenTheProcessDies(int stride) {
        readFirst(documents("a", 40));
        engine.onEmbed = IngestionCrashIT::refusePoison;
        List<SourceRecord> second = new ArrayList<>(documents("b", 100));
        second.set(50, document(ORDERS, "b50", "poison"));
        List<SourceRecord> third = new ArrayList<>(documents("c", 100));
        third.set(30, unreadable("orders.csv line 31"));
        third.add(document(ORDERS, "c7", "a second c7"));
        sources.set(ORDERS, documents("a", 99), second, third);
        String batch =
                IngestFixture.store(database).create(ORDERS, Batch.Kind.SYNC).id();

        int lives = dieAgainAndAgain(stride);

        Batch ended = goOnToTheEnd(batch);
        assertThat(lives).as("deaths").isPositive();
        assertThat(ended.total()).as("%s", ended).isEqualTo(300);
        assertThat(ended.skipped()).isEqualTo(40);
        assertThat(ended.applied()).isEqualTo(59 + 99 + 99);
        assertThat(ended.embedded()).isEqualTo(300);
        assertThat(ended.failed()).isEqualTo(3);
        assertThat(ended.status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
        assertThat(ended.splitsRead()).isEqualTo(3);
        assertThat(index.documentCount(ORDERS)).isEqualTo(99 + 99 + 99);
        assertThat(new DeadLettersView(database).keys())
                .containsExactlyInAnyOrder("b50", "orders.csv line 31", "c7 (record 101 of part 2)");
    }

    @ParameterizedTest(name = "dying every {0} steps or more")
    @ValueSource(ints = {1, 2, 3, 5, 8, 13})
    void theSweepIsExactHoweverOftenTheProcessDies(int stride) {
        readFirst(documents("a", 120));
        sources.set(ORDERS, documents("a", 20));
        String batch =
                IngestFixture.store(database).create(ORDERS, Batch.Kind.SYNC).id();

        dieAgainAndAgain(stride);

        Batch ended = goOnToTheEnd(batch);
        assertThat(ended.removed()).as("%s", ended).isEqualTo(100);
        assertThat(ended.skipped()).isEqualTo(20);
        assertThat(ended.applied()).isZero();
        assertThat(ended.status()).isEqualTo(Status.COMPLETED);
        assertThat(index.documentCount(ORDERS)).isEqualTo(20);
    }

    @ParameterizedTest(name = "dying every {0} steps or more")
    @ValueSource(ints = {1, 2, 3, 5, 8, 13})
    void aRetryOutlivesTheProcess(int stride) {
        engine.onEmbed = IngestionCrashIT::refusePoison;
        List<SourceRecord> records = new ArrayList<>(documents("a", 10));
        records.add(document(ORDERS, "p1", "poison 1"));
        records.add(document(ORDERS, "p2", "poison 2"));
        records.add(unreadable("orders.csv line 13"));
        sources.set(ORDERS, records, documents("b", 10));
        String batch;
        try (IngestFixture fixture = new IngestFixture(database, sources, engine, index)) {
            batch = fixture.ingest(ORDERS).id();
            assertThat(fixture.letters()).hasSize(3);
        }
        engine.onEmbed = text -> {};
        records.set(12, document(ORDERS, "late", "readable now"));
        sources.set(ORDERS, records, documents("b", 10));
        IngestFixture.store(database).reopenSplit(batch, 0);

        dieAgainAndAgain(stride);

        Batch ended = goOnToTheEnd(batch);
        assertThat(ended.total()).as("%s", ended).isEqualTo(23);
        assertThat(ended.applied()).isEqualTo(23);
        assertThat(ended.status()).isEqualTo(Status.COMPLETED);
        assertThat(new DeadLettersView(database).keys()).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void messagesDeliveredTwiceAndPassingFailuresChangeNothing(int seed) {
        Random random = new Random(seed);
        readFirst(documents("a", 30));
        Consumer<Object> sometimes = any -> {
            if (random.nextInt(60) == 0) {
                throw new SourceException(SourceException.Kind.UNAVAILABLE, "Not now.");
            }
        };
        AtomicInteger plans = new AtomicInteger();
        sources.onPlan = () -> {
            if (plans.getAndIncrement() == 0) {
                throw new SourceException(SourceException.Kind.UNAVAILABLE, "Not now.");
            }
        };
        sources.onRead = sometimes::accept;
        sources.set(ORDERS, documents("a", 60), documents("b", 60), documents("c", 60), documents("d", 60));
        IngestFixture.Interference doubled = new IngestFixture.Interference(
                transport -> new DoublingTransport(transport, random), same -> same, same -> same, same -> same);
        try (IngestFixture fixture = new IngestFixture(database, sources, engine, index, doubled)) {
            Batch batch = fixture.ingest(ORDERS);
            sources.onRead = record -> {};
            if (!fixture.letters().isEmpty()) {
                fixture.ingestion.retryAll(DeadLetters.Selection.ALL);
                await().until(() -> fixture.letters().isEmpty());
            }
            Batch ended = fixture.finished(batch.id());

            assertThat(ended.total()).as("%s", ended).isEqualTo(240);
            assertThat(ended.applied()).isEqualTo(210);
            assertThat(ended.skipped()).isEqualTo(30);
            assertThat(ended.failed()).isZero();
            assertThat(ended.status()).isEqualTo(Status.COMPLETED);
            assertThat(index.documentCount(ORDERS)).isEqualTo(240);
        }
    }

    @Test
    void documentsThatVanishWhileTheServerIsDownAreNeitherCountedNorKept() {
        sources.set(ORDERS, documents("a", 500), documents("b", 10));
        String batch =
                IngestFixture.store(database).create(ORDERS, Batch.Kind.SYNC).id();
        live(new CrashSwitch(120));
        List<String> before = index.keys();
        sources.set(ORDERS, documents("a", 5), documents("b", 10));

        Batch ended = goOnToTheEnd(batch);

        List<String> gone =
                before.stream().filter(key -> !index.keys().contains(key)).toList();
        assertThat(gone).as("documents applied before the crash that vanished").isNotEmpty();
        assertThat(ended.total()).as("%s", ended).isEqualTo(15);
        assertThat(ended.applied()).isEqualTo(15);
        assertThat(ended.removed()).isEqualTo(gone.size());
        assertThat(index.documentCount(ORDERS)).isEqualTo(15);
    }

    @Test
    void batchesThatWaitedAreStartedAfterTheRestart() {
        sources.set(ORDERS, documents("a", 5));
        BatchStatusStore store = IngestFixture.store(database);
        String first = store.create(ORDERS, Batch.Kind.SYNC).id();
        String second = store.create(ORDERS, Batch.Kind.SYNC).id();

        try (IngestFixture fixture = new IngestFixture(database, sources, engine, index)) {
            assertThat(fixture.finished(second).skipped()).isEqualTo(5);
            assertThat(fixture.finished(first).applied()).isEqualTo(5);
        }
    }

    @Test
    void aBatchBeingCancelledIsCancelledAfterTheRestart() {
        sources.set(ORDERS, documents("a", 300), documents("b", 300));
        BatchStatusStore store = IngestFixture.store(database);
        String batch = store.create(ORDERS, Batch.Kind.SYNC).id();
        live(new CrashSwitch(20));
        store.cancel(batch);

        Batch ended = goOnToTheEnd(batch);

        assertThat(ended.status()).isEqualTo(Status.CANCELLED);
        assertThat(ended.read()).isEqualTo(ended.processed());
    }

    /// Some deliveries of a document find its batch cancelled, and others not.
    @Test
    void aBatchCancelledBetweenTwoDeliveriesCountsEachDocumentOnce() throws InterruptedException {
        CancelledBetweenDeliveries cancelled = new CancelledBetweenDeliveries(engine);
        IngestFixture.Interference doubled = new IngestFixture.Interference(
                transport -> new DoublingTransport(transport, new Random(1)), same -> same, same -> same, same -> same);
        try (IngestFixture fixture = new IngestFixture(database, sources, engine, index, doubled)) {
            sources.set(ORDERS, documents("a", 150));
            cancelled.requireEachCountsOnce(fixture, index, ORDERS, 150);
        }
    }

    private void readFirst(List<SourceRecord> records) {
        sources.set(ORDERS, records);
        try (IngestFixture fixture = new IngestFixture(database, sources, engine, index)) {
            fixture.ingest(ORDERS);
        }
    }

    /// Lets the server live for longer and longer, until it lives to the end. Returns how often it died.
    private int dieAgainAndAgain(int stride) {
        for (int lives = 0; ; lives++) {
            CrashSwitch crash = new CrashSwitch(1 + lives * stride);
            if (!live(crash)) {
                return lives;
            }
        }
    }

    /// One life: until it crashes or all is done. Returns whether it crashed.
    private boolean live(CrashSwitch crash) {
        BatchStatusStore store = IngestFixture.store(database);
        IngestFixture server = new IngestFixture(database, sources, engine, index, crash.interference());
        try {
            await().pollInterval(Duration.ofMillis(3))
                    .until(() -> crash.hasCrashed() || store.unfinished().isEmpty());
        } finally {
            server.close();
        }
        return crash.hasCrashed();
    }

    private Batch goOnToTheEnd(String batch) {
        try (IngestFixture fixture = new IngestFixture(database, sources, engine, index)) {
            return fixture.finished(batch);
        }
    }

    private static void refusePoison(String text) {
        if (text.contains("poison")) {
            throw new IllegalStateException("poison");
        }
    }

    private static List<SourceRecord> documents(String prefix, int count) {
        List<SourceRecord> documents = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            documents.add(document(ORDERS, prefix + number, "text " + prefix + number));
        }
        return documents;
    }

    private record DeadLettersView(StateDatabase database) {
        List<String> keys() {
            return database.client()
                    .sql("SELECT unit_key FROM dead_letter")
                    .query(String.class)
                    .list();
        }
    }
}
