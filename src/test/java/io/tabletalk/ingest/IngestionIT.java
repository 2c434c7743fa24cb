package io.tabletalk.ingest;

import static io.tabletalk.ingest.MemorySources.document;
import static io.tabletalk.ingest.MemorySources.unreadable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tabletalk.index.IndexException;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.testing.StateDatabase;
import io.tabletalk.web.ApiException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A batch from its start to its end, and what is kept of what fails.
class IngestionIT {

    private static final SourceId ORDERS = new SourceId("orders");

    @TempDir
    Path directory;

    private final MemorySources sources = new MemorySources();
    private final MemoryIndex index = new MemoryIndex();
    private final CountingEngine engine = new CountingEngine();
    private StateDatabase database;
    private IngestFixture fixture;

    /// What the ingestion runs on, in place of the transport inside one process.
    IngestFixture.Interference interference() {
        return IngestFixture.Interference.NONE;
    }

    StateDatabase openDatabase() {
        return StateDatabase.open(directory);
    }

    @BeforeEach
    void start() {
        database = openDatabase();
        fixture = new IngestFixture(database, sources, engine, index, interference());
    }

    @AfterEach
    void stop() {
        fixture.close();
        database.close();
    }

    @Test
    void readsEveryPartAndCountsEachDocumentOnce() {
        sources.set(ORDERS, documents("a", 700), documents("b", 300), List.of());

        Batch batch = fixture.ingest(ORDERS);

        assertThat(batch.status()).isEqualTo(Status.COMPLETED);
        assertThat(batch.splits()).isEqualTo(3);
        assertThat(batch.splitsRead()).isEqualTo(3);
        assertThat(batch.total()).isEqualTo(1_000);
        assertThat(batch.applied()).isEqualTo(1_000);
        assertThat(batch.added()).isEqualTo(1_000);
        assertThat(batch.embedded()).isEqualTo(1_000);
        assertThat(batch.progressPercentage()).isEqualTo(100.0);
        assertThat(batch.finishedAt()).isNotNull();
        assertThat(index.documentCount(ORDERS)).isEqualTo(1_000);
    }

    @Test
    void anEmptySourceCompletes() {
        sources.set(ORDERS);

        Batch batch = fixture.ingest(ORDERS);

        assertThat(batch.status()).isEqualTo(Status.COMPLETED);
        assertThat(batch.total()).isZero();
    }

    @Test
    void unchangedDocumentsAreNotEmbeddedAgain() {
        sources.set(ORDERS, documents("a", 50));
        fixture.ingest(ORDERS);
        long embedded = engine.embedded.get();
        List<SourceRecord> changed = new ArrayList<>(documents("a", 50));
        changed.set(7, document(ORDERS, "a7", "new text"));
        changed.add(document(ORDERS, "a50", "one more"));
        sources.set(ORDERS, changed);

        Batch second = fixture.ingest(ORDERS);

        assertThat(second.skipped()).isEqualTo(49);
        assertThat(second.added()).isEqualTo(1);
        assertThat(second.updated()).isEqualTo(1);
        assertThat(engine.embedded.get() - embedded).isEqualTo(2);
        assertThat(index.texts()).contains("new text", "one more").hasSize(51);
    }

    @Test
    void aReindexEmbedsWhatHasNotChangedAndRemovesWhatIsGone() {
        sources.set(ORDERS, documents("a", 50));
        fixture.ingest(ORDERS);
        long embedded = engine.embedded.get();
        sources.set(ORDERS, documents("a", 40));

        Batch again = fixture.finished(fixture.ingestion.reindex(ORDERS).id());

        assertThat(again.kind()).isEqualTo(Batch.Kind.REINDEX);
        assertThat(again.updated()).isEqualTo(40);
        assertThat(again.added()).isZero();
        assertThat(again.removed()).isEqualTo(10);
        assertThat(engine.embedded.get() - embedded).isEqualTo(40);
        assertThat(fixture.ingestion.lastRead(ORDERS)).contains(again.finishedAt());
    }

    @Test
    void whatIsGoneFromTheSourceIsRemoved() {
        sources.set(ORDERS, documents("a", 600));
        fixture.ingest(ORDERS);
        sources.set(ORDERS, documents("a", 2));

        Batch second = fixture.ingest(ORDERS);

        assertThat(second.removed()).isEqualTo(598);
        assertThat(second.total()).isEqualTo(2);
        assertThat(second.status()).isEqualTo(Status.COMPLETED);
        assertThat(index.keys()).containsExactly("a0", "a1");
    }

    @Test
    void nothingIsRemovedAfterAReadThatMayHaveMissedAnyDocument() {
        sources.set(ORDERS, documents("a", 3));
        fixture.ingest(ORDERS);
        sources.set(ORDERS, List.of(document(ORDERS, "a0", "text a0"), unreadable("orders.csv line 3")));

        Batch second = fixture.ingest(ORDERS);

        assertThat(second.removed()).isZero();
        assertThat(second.failed()).isEqualTo(1);
        assertThat(second.note()).contains("was not removed");
        assertThat(index.keys()).containsExactly("a0", "a1", "a2");
    }

    @Test
    void anUnreadableRecordKeepsItsOwnDocumentAndNoOther() {
        sources.set(ORDERS, documents("a", 4));
        fixture.ingest(ORDERS);
        sources.set(
                ORDERS,
                List.of(
                        document(ORDERS, "a0", "text a0"),
                        new SourceRecord.Unreadable("a1", "orders.csv line 3", "Too few fields.", "")));

        Batch second = fixture.ingest(ORDERS);

        assertThat(second.removed()).isEqualTo(2);
        assertThat(second.kept()).isEqualTo(1);
        assertThat(second.note()).startsWith("1 document that was not met was kept");
        assertThat(index.keys()).containsExactly("a0", "a1");
    }

    @Test
    void aRecordThatCanBeNoDocumentKeepsNothing() {
        sources.set(ORDERS, documents("a", 3));
        fixture.ingest(ORDERS);
        sources.set(
                ORDERS,
                List.of(
                        document(ORDERS, "a0", "text a0"),
                        new SourceRecord.Unreadable(
                                SourceRecord.Unreadable.NO_KEY, "table orders", "Key column 'id' is null.", "")));

        Batch second = fixture.ingest(ORDERS);

        assertThat(second.removed()).isEqualTo(2);
        assertThat(second.note()).isNull();
        assertThat(index.keys()).containsExactly("a0");
    }

    @Test
    void documentsOfOtherSourcesAreLeftAlone() {
        SourceId other = new SourceId("other");
        sources.set(ORDERS, documents("a", 2));
        sources.set(other, List.of(document(other, "x", "kept")));
        fixture.ingest(ORDERS);
        fixture.ingest(other);
        sources.set(ORDERS, List.of());

        fixture.ingest(ORDERS);

        assertThat(index.texts()).containsExactly("kept");
    }

    @Test
    void theLaterOfTwoRecordsWithOneKeyBecomesADeadLetter() {
        sources.set(
                ORDERS,
                List.of(document(ORDERS, "k", "first"), document(ORDERS, "k", "second")),
                List.of(document(ORDERS, "j", "other")));

        Batch batch = fixture.ingest(ORDERS);

        assertThat(batch.total()).isEqualTo(3);
        assertThat(batch.applied()).isEqualTo(2);
        assertThat(batch.failed()).isEqualTo(1);
        assertThat(batch.status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
        assertThat(index.texts()).containsExactly("first", "other");
        DeadLetter letter = fixture.letters().getFirst();
        assertThat(letter.reason()).contains("Duplicate key").contains("'k'");
        assertThat(letter.key()).isEqualTo("k (record 2 of part 0)");
        assertThat(letter.excerpt()).isEqualTo("second");
    }

    @Test
    void aKeyInTwoPartsIsADuplicateToo() {
        sources.set(ORDERS, List.of(document(ORDERS, "k", "one")), List.of(document(ORDERS, "k", "two")));

        Batch batch = fixture.ingest(ORDERS);

        assertThat(batch.total()).isEqualTo(2);
        assertThat(batch.applied()).isEqualTo(1);
        assertThat(batch.failed()).isEqualTo(1);
    }

    @Test
    void anUnreadableRecordIsKeptAndTheOthersGoIn() {
        sources.set(
                ORDERS,
                List.of(
                        document(ORDERS, "a", "text a"),
                        unreadable("orders.csv line 2"),
                        document(ORDERS, "b", "text b")));

        Batch batch = fixture.ingest(ORDERS);

        assertThat(batch.status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
        assertThat(batch.applied()).isEqualTo(2);
        assertThat(batch.failed()).isEqualTo(1);
        DeadLetter letter = fixture.letters().getFirst();
        assertThat(letter.stage()).isEqualTo("read");
        assertThat(letter.key()).isEqualTo("orders.csv line 2");
        assertThat(letter.reason()).isEqualTo("The row has too few fields.");
    }

    @Test
    void faultsAreListedFromTheBeginningOfAFileToItsEnd() {
        sources.set(
                ORDERS,
                IntStream.rangeClosed(1, 300)
                        .mapToObj(line -> MemorySources.unreadable("orders.csv line " + line))
                        .toList());

        fixture.ingest(ORDERS);

        assertThat(fixture.letters())
                .extracting(DeadLetter::key)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 300)
                        .mapToObj(line -> "orders.csv line " + line)
                        .toList());
    }

    @Test
    void whatIsLeftOutOnPurposeIsToldAndNoFailure() {
        List<SourceRecord> one = List.of(document(ORDERS, "1", "A lamp"));
        sources.setParts(
                ORDERS,
                IntStream.range(0, 5)
                        .mapToObj(part -> List.of(document(ORDERS, "document " + part, "A lamp")))
                        .toList());
        sources.leftOut = part -> List.of("Left out of " + part.number() + ".zip: 1 file hidden ('.a').");

        Batch batch = fixture.ingest(ORDERS);

        assertThat(batch.status()).isEqualTo(Batch.Status.COMPLETED);
        assertThat(batch.note())
                .startsWith("Left out of 0.zip: 1 file hidden ('.a'). Left out of 1.zip")
                .endsWith("And of 2 more files.");
        sources.setParts(ORDERS, List.of(one));
        sources.leftOut = part -> List.of();
        assertThat(fixture.ingest(ORDERS).note()).isNull();
    }

    @Test
    void recordsThatFailForOneCauseAreKeptOneByOneUpToALimitAndThenCounted() {
        sources.set(
                ORDERS,
                IntStream.range(0, 3_000)
                        .<SourceRecord>mapToObj(number -> new SourceRecord.Unreadable(
                                "k" + number, "line " + number, "Column 'x' holds '" + number + "'.", ""))
                        .toList());

        Batch batch = fixture.ingest(ORDERS);

        assertThat(batch.failed()).isEqualTo(3_000);
        assertThat(fixture.deadLetters.count(DeadLetters.Selection.ALL)).isEqualTo(Refusals.KEPT_OF_ONE_CAUSE + 1);
        DeadLetter more = fixture.deadLetters
                .of("orders", List.of(SplitReader.NAME), List.of("part 0, more"))
                .getFirst();
        assertThat(more.reason()).startsWith("2,000 more records").contains("'1000'");

        sources.set(ORDERS, documents("a", 5));
        fixture.ingestion.retry(more.id());
        await().until(() -> fixture.deadLetters.count(DeadLetters.Selection.ALL) == 0);
        Batch mended = fixture.finished(batch.id());
        assertThat(mended.status()).isEqualTo(Status.COMPLETED);
        assertThat(mended.total()).isEqualTo(5);
    }

    @Test
    void retryingAnUnreadableRecordReadsItsPartAgain() {
        sources.set(ORDERS, List.of(document(ORDERS, "a", "text a"), unreadable("orders.csv line 2")));
        Batch first = fixture.ingest(ORDERS);
        sources.set(ORDERS, List.of(document(ORDERS, "a", "text a"), document(ORDERS, "b", "text b")));

        fixture.ingestion.retry(fixture.letters().getFirst().id());
        await().until(() -> fixture.letters().isEmpty());
        Batch mended = fixture.finished(first.id());

        assertThat(mended.status()).isEqualTo(Status.COMPLETED);
        assertThat(mended.applied()).isEqualTo(2);
        assertThat(mended.failed()).isZero();
        assertThat(mended.total()).isEqualTo(2);
        assertThat(index.texts()).containsExactly("text a", "text b");
    }

    @Test
    void aDocumentThatCannotBeEmbeddedBecomesADeadLetterAndCanBeRetried() {
        engine.onEmbed = text -> {
            if (text.contains("text a3")) {
                throw new IllegalStateException("secret detail");
            }
        };
        sources.set(ORDERS, documents("a", 10));

        Batch batch = fixture.ingest(ORDERS);

        assertThat(batch.status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
        assertThat(batch.applied()).isEqualTo(9);
        assertThat(batch.failed()).isEqualTo(1);
        DeadLetter letter = fixture.letters().getFirst();
        assertThat(letter.stage()).isEqualTo("embed");
        assertThat(letter.key()).isEqualTo("a3");
        assertThat(letter.reason()).contains("IllegalStateException").doesNotContain("secret detail");

        fixture.ingestion.retry(letter.id());
        await().until(() -> fixture.letters().getFirst().attempts() > letter.attempts());
        Batch again = fixture.finished(batch.id());
        assertThat(again.failed()).isEqualTo(1);
        assertThat(again.status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);

        engine.onEmbed = text -> {};
        assertThat(fixture.ingestion.retry(letter.id())).isTrue();
        await().until(() -> fixture.letters().isEmpty());
        Batch mended = fixture.finished(batch.id());
        assertThat(mended.status()).isEqualTo(Status.COMPLETED);
        assertThat(mended.applied()).isEqualTo(10);
        assertThat(mended.failed()).isZero();
        assertThat(fixture.ingestion.retry(letter.id())).isFalse();
    }

    @Test
    void manyLettersAreRetriedAtOnce() {
        engine.onEmbed = text -> {
            throw new IllegalStateException("broken");
        };
        sources.set(ORDERS, documents("a", 30));
        Batch batch = fixture.ingest(ORDERS);
        assertThat(batch.failed()).isEqualTo(30);
        engine.onEmbed = text -> {};

        assertThat(fixture.ingestion.retryAll(new DeadLetters.Selection("orders", null, null)))
                .isEqualTo(30);

        await().until(() -> fixture.letters().isEmpty());
        Batch mended = fixture.finished(batch.id());
        assertThat(mended.applied()).isEqualTo(30);
        assertThat(mended.status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void aLetterGoesWhenALaterBatchSucceedsWithItsDocument() {
        engine.onEmbed = text -> {
            throw new IllegalStateException("broken");
        };
        sources.set(ORDERS, documents("a", 1));
        fixture.ingest(ORDERS);
        assertThat(fixture.letters()).hasSize(1);
        engine.onEmbed = text -> {};

        fixture.ingest(ORDERS);

        assertThat(fixture.letters()).isEmpty();
    }

    @Test
    void aLetterOfARowThatIsGoneGoesWithTheNextCompleteRead() {
        sources.set(ORDERS, List.of(unreadable("orders.csv line 2")));
        fixture.ingest(ORDERS);
        sources.set(ORDERS, documents("a", 1));

        fixture.ingest(ORDERS);

        assertThat(fixture.letters()).isEmpty();
    }

    @Test
    void retryingALetterOfASupersededBatchReadsTheSourceAgain() {
        AtomicInteger reads = new AtomicInteger();
        sources.onRead = record -> failWhen(reads.incrementAndGet() <= 3, SourceException.Kind.UNAVAILABLE);
        sources.set(ORDERS, documents("a", 1), List.of());
        Batch broken = fixture.ingest(ORDERS);
        assertThat(broken.status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
        DeadLetter letter = fixture.letters().getFirst();
        DeadLetter.Message message = fixture.deadLetters.message(letter.id()).orElseThrow();
        fixture.ingest(ORDERS);
        fixture.purge(ORDERS);
        fixture.deadLetters.add(letter, message);

        fixture.ingestion.retry(fixture.letters().getFirst().id());

        await().until(() -> fixture.ingestion.recent(10).size() == 3
                && fixture.ingestion.recent(1).getFirst().status().isFinal());
        assertThat(fixture.letters()).isEmpty();
    }

    @Test
    void aPassingFailureOfTheSourceIsRetriedWithoutCountingTwice() {
        AtomicInteger reads = new AtomicInteger();
        sources.onRead = record -> failWhen(reads.incrementAndGet() == 400, SourceException.Kind.UNAVAILABLE);
        sources.set(ORDERS, documents("a", 600));

        Batch batch = fixture.ingest(ORDERS);

        assertThat(batch.status()).isEqualTo(Status.COMPLETED);
        assertThat(batch.applied()).isEqualTo(600);
        assertThat(batch.total()).isEqualTo(600);
        assertThat(fixture.letters()).isEmpty();
    }

    @Test
    void aPartThatCannotBeReadLeavesTheOthersAndCanBeRetried() {
        sources.set(ORDERS, documents("a", 5), documents("b", 5));
        sources.onRead = record -> failWhen(record.toString().contains("text b"), SourceException.Kind.DENIED);

        Batch batch = fixture.ingest(ORDERS);

        assertThat(batch.status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
        assertThat(batch.applied()).isEqualTo(5);
        assertThat(batch.splitsFailed()).isEqualTo(1);
        assertThat(batch.error()).contains("Part 1").contains("refused");
        DeadLetter letter = fixture.letters().getFirst();
        assertThat(letter.key()).isEqualTo("part 1");

        sources.onRead = record -> {};
        fixture.ingestion.retry(letter.id());
        await().until(() -> fixture.letters().isEmpty());
        Batch mended = fixture.finished(batch.id());
        assertThat(mended.status()).isEqualTo(Status.COMPLETED);
        assertThat(mended.applied()).isEqualTo(10);
        assertThat(mended.error()).isNull();
    }

    @Test
    void whatWasReadBeforeASourceFailsGoesIn() {
        sources.set(ORDERS, documents("a", 300));
        sources.onRead = record -> failWhen(record.toString().contains("a299"), SourceException.Kind.DENIED);

        Batch batch = fixture.ingest(ORDERS);

        assertThat(batch.status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
        assertThat(batch.applied()).isEqualTo(299);
        assertThat(fixture.letters()).extracting(DeadLetter::key).containsExactly("part 0");
    }

    @Test
    void aSourceThatCannotBePlannedFailsTheBatchWithItsReason() {
        sources.set(ORDERS, documents("a", 1));
        sources.onPlan = () -> failWhen(true, SourceException.Kind.DENIED);

        Batch batch = fixture.ingest(ORDERS);

        assertThat(batch.status()).isEqualTo(Status.FAILED);
        assertThat(batch.error()).isEqualTo("The source refused.");
        assertThat(batch.total()).isNull();

        sources.onPlan = () -> {};
        fixture.ingestion.retry(fixture.letters().getFirst().id());
        await().until(() -> fixture.letters().isEmpty());
        assertThat(fixture.finished(batch.id()).status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void aBatchOfWhichNothingCouldBeReadHasFailed() {
        sources.set(ORDERS, documents("a", 1), documents("b", 1));
        sources.onRead = record -> failWhen(true, SourceException.Kind.UNAVAILABLE);

        assertThat(fixture.ingest(ORDERS).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void anIndexThatFailsForAWhileLosesNothing() {
        AtomicInteger updates = new AtomicInteger();
        index.onApply = update -> {
            if (updates.incrementAndGet() % 7 == 0) {
                throw new IndexException("The disk is full.", new IOException("no space"));
            }
        };
        sources.set(ORDERS, documents("a", 100));

        Batch batch = fixture.ingest(ORDERS);

        assertThat(batch.applied() + batch.failed()).isEqualTo(100);
        assertThat(fixture.letters()).hasSize((int) batch.failed());
        index.onApply = update -> {};
        if (batch.failed() > 0) {
            fixture.ingestion.retryAll(DeadLetters.Selection.ALL);
            await().until(() -> fixture.letters().isEmpty());
        }
        assertThat(fixture.finished(batch.id()).applied()).isEqualTo(100);
        assertThat(index.documentCount(ORDERS)).isEqualTo(100);
    }

    @Test
    void aSourceThatIsReadForLongHoldsUpNoOther() {
        CountDownLatch goOn = new CountDownLatch(1);
        SourceId large = new SourceId("large");
        sources.setParts(
                large,
                IntStream.range(0, 12)
                        .mapToObj(number -> List.of(document(large, "l" + number, "long reading")))
                        .toList());
        sources.set(ORDERS, documents("a", 3), documents("b", 3), documents("c", 3));
        sources.onRead = record -> {
            if (record.toString().contains("long reading")) {
                awaitQuietly(goOn);
            }
        };
        Batch waiting = fixture.ingestion.start(large);
        await().until(() -> fixture.ingestion.find(waiting.id()).orElseThrow().phase() == Batch.Phase.READING);

        Batch other = fixture.ingest(ORDERS);

        assertThat(other.applied()).isEqualTo(9);
        assertThat(fixture.ingestion.find(waiting.id()).orElseThrow().splitsRead())
                .isZero();
        goOn.countDown();
        assertThat(fixture.finished(waiting.id()).applied()).isEqualTo(12);
    }

    @Test
    void batchesOfOneSourceRunOneAfterAnother() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        sources.set(ORDERS, documents("a", 3));
        sources.onRead = record -> {
            reading.countDown();
            awaitQuietly(goOn);
        };
        Batch first = fixture.ingestion.start(ORDERS);
        reading.await();
        Batch second = fixture.ingestion.start(ORDERS);

        assertThat(fixture.ingestion.find(second.id()).orElseThrow().status()).isEqualTo(Status.QUEUED);
        assertThat(fixture.ingestion.find(first.id()).orElseThrow().total()).isNull();
        goOn.countDown();

        assertThat(fixture.finished(first.id()).applied()).isEqualTo(3);
        assertThat(fixture.finished(second.id()).skipped()).isEqualTo(3);
    }

    @Test
    void aCancelledBatchReadsNoFurtherAndTheNextOneRuns() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        sources.set(ORDERS, documents("a", 2_000), documents("b", 10), documents("c", 10), documents("d", 10));
        sources.onRead = record -> {
            if (record.toString().contains("text a700")) {
                reading.countDown();
                awaitQuietly(goOn);
            }
        };
        Batch first = fixture.ingestion.start(ORDERS);
        reading.await();
        Batch queued = fixture.ingestion.start(ORDERS);
        assertThat(fixture.ingestion.cancel(queued.id()).orElseThrow().status()).isEqualTo(Status.CANCELLED);

        fixture.ingestion.cancel(first.id());
        goOn.countDown();

        Batch cancelled = fixture.finished(first.id());
        assertThat(cancelled.status()).isEqualTo(Status.CANCELLED);
        assertThat(cancelled.read()).isLessThan(2_000);
        assertThat(cancelled.processed()).isEqualTo(cancelled.read());
        assertThat(index.documentCount(ORDERS)).isEqualTo(cancelled.applied());
        assertThat(fixture.ingest(ORDERS).total()).isEqualTo(2_030);
        assertThat(fixture.ingestion.cancel(first.id())).contains(cancelled);
        assertThat(fixture.ingestion.cancel("unknown")).isEmpty();
    }

    @Test
    void whatWaitsToBeEmbeddedWhenItsBatchIsCancelledIsDroppedAndComesWithTheNextRead() throws InterruptedException {
        CountDownLatch embedding = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        engine.onEmbed = text -> {
            embedding.countDown();
            awaitQuietly(goOn);
        };
        sources.set(ORDERS, documents("a", 500));
        Batch batch = fixture.ingestion.start(ORDERS);
        embedding.await();

        fixture.ingestion.cancel(batch.id());
        goOn.countDown();

        Batch cancelled = fixture.finished(batch.id());
        assertThat(cancelled.status()).isEqualTo(Status.CANCELLED);
        assertThat(cancelled.applied())
                .as("%s", cancelled)
                .isEqualTo(engine.embedded.get())
                .isBetween(1L, IngestFixture.MOST_IN_EMBEDDING);
        assertThat(cancelled.added()).isEqualTo(cancelled.applied());
        assertThat(cancelled.embedded()).isEqualTo(cancelled.applied());
        assertThat(cancelled.read()).isEqualTo(cancelled.applied());
        assertThat(cancelled.skipped()).isZero();
        assertThat(index.documentCount(ORDERS)).isEqualTo(cancelled.applied());
        assertThat(fixture.letters()).isEmpty();
        Batch next = fixture.ingest(ORDERS);
        assertThat(next.status()).isEqualTo(Status.COMPLETED);
        assertThat(next.total()).isEqualTo(500);
        assertThat(next.skipped()).isEqualTo(cancelled.applied());
        assertThat(next.added()).isEqualTo(500 - cancelled.applied());
        assertThat(index.documentCount(ORDERS)).isEqualTo(500);
    }

    @Test
    void removingASourceTakesItsDocumentsOutThenForgetsIt() {
        sources.set(ORDERS, documents("a", 40), List.of(unreadable("orders.csv line 99")));
        fixture.ingest(ORDERS);

        Batch removal = fixture.finished(fixture.ingestion.remove(ORDERS).id());

        assertThat(removal.status()).isEqualTo(Status.COMPLETED);
        assertThat(removal.removed()).isEqualTo(40);
        assertThat(index.documentCount(ORDERS)).isZero();
        assertThat(sources.find(ORDERS)).isEmpty();
        assertThat(fixture.letters()).isEmpty();
        assertThatThrownBy(() -> fixture.ingestion.start(ORDERS)).isInstanceOf(ApiException.class);
    }

    @Test
    void aRemovalThatFailsIsSaidAndCanBeRetried() {
        sources.set(ORDERS, documents("a", 3));
        fixture.ingest(ORDERS);
        index.onApply = update -> {
            throw new IllegalStateException("broken");
        };
        sources.set(ORDERS, documents("a", 2));

        Batch batch = fixture.ingest(ORDERS);

        assertThat(batch.status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
        assertThat(batch.removed()).isZero();
        assertThat(batch.failed()).isZero();
        index.onApply = update -> {};
        fixture.ingestion.retry(fixture.letters().getFirst().id());
        await().until(() -> fixture.letters().isEmpty());
        Batch mended = fixture.finished(batch.id());
        assertThat(mended.status()).isEqualTo(Status.COMPLETED);
        assertThat(mended.removed()).isEqualTo(1);
        assertThat(index.keys()).containsExactly("a0", "a1");
    }

    private static List<SourceRecord> documents(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> document(ORDERS, prefix + number, "text " + prefix + number))
                .toList();
    }

    private static void failWhen(boolean condition, SourceException.Kind kind) {
        if (condition) {
            throw new SourceException(kind, "The source refused.");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
