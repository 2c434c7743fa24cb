package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tabletalk.ingest.Batch.Kind;
import io.tabletalk.ingest.Batch.Phase;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.ingest.BatchStatusStore.Fate;
import io.tabletalk.ingest.BatchStatusStore.Reading;
import io.tabletalk.ingest.BatchStatusStore.Reopened;
import io.tabletalk.ingest.BatchStatusStore.Step;
import io.tabletalk.ingest.BatchStatusStore.Unit;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Split;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of batches promises.
public abstract class BatchStatusStoreContractTest {

    private static final SourceId ORDERS = new SourceId("orders");

    /// What the store takes for now.
    protected volatile Instant now = Instant.ofEpochSecond(1_000_000);

    private BatchStatusStore store;

    protected abstract BatchStatusStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @Test
    void aNewBatchIsQueuedAndListedNewestFirst() {
        assertThat(store.knows(ORDERS)).isFalse();
        Batch first = store.create(ORDERS, Kind.SYNC);
        Batch second = store.create(new SourceId("other"), Kind.SYNC);

        assertThat(first.status()).isEqualTo(Status.QUEUED);
        assertThat(first.createdAt()).isEqualTo(now);
        assertThat(first.total()).isNull();
        assertThat(store.find(first.id())).contains(first);
        assertThat(store.find("unknown")).isEmpty();
        assertThat(store.recent(10, 0)).containsExactly(second, first);
        assertThat(store.recent(1, 1)).containsExactly(first);
        assertThat(store.recent(first.source(), 10, 0)).containsExactly(first);
        assertThat(store.recent(first.source(), 10, 1)).isEmpty();
        assertThat(store.unfinished()).containsExactly(first, second);
        assertThat(store.knows(ORDERS)).isTrue();
    }

    @Test
    void oneBatchOfASourceRunsAtATime() {
        Batch first = store.create(ORDERS, Kind.SYNC);
        Batch second = store.create(ORDERS, Kind.SYNC);

        assertThat(store.startNext(ORDERS)).map(Batch::id).contains(first.id());
        assertThat(store.startNext(ORDERS)).isEmpty();
        store.planned(first.id(), List.of());
        end(first.id());

        assertThat(store.startNext(ORDERS)).map(Batch::id).contains(second.id());
    }

    @Test
    void ofManyThatStartTheNextBatchAtOnceOneDoes() {
        List<Batch> created = atOnce(() -> store.create(ORDERS, Kind.SYNC));

        List<Optional<Batch>> started = atOnce(() -> store.startNext(ORDERS));

        assertThat(created).extracting(Batch::id).doesNotHaveDuplicates();
        assertThat(started).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(store.unfinished()).extracting(Batch::status).containsOnlyOnce(Status.RUNNING);
    }

    @Test
    void ofManyThatHandOutPartsAtOnceEachGetsOthers() {
        String batch = running(20);

        List<Step> steps = atOnce(() -> store.next(batch, 20));

        assertThat(steps.stream().filter(Step.Read.class::isInstance).flatMap(step -> numbers(step).stream()))
                .hasSize(20)
                .doesNotHaveDuplicates();
    }

    @Test
    void whateverBelongsToTheEndOfABatchIsDoneOnceAndOnlyWithIt() {
        String batch = running(0);
        store.next(batch, 2);
        store.sweepEnded(batch);
        AtomicInteger cleaned = new AtomicInteger();

        assertThatThrownBy(() -> store.finish(batch, finish -> {
                    throw new IllegalStateException("not now");
                }))
                .hasMessage("not now");
        assertThat(batch(batch).status()).isEqualTo(Status.RUNNING);
        List<Optional<Batch>> ends = atOnce(() -> store.finish(batch, finish -> cleaned.incrementAndGet()));

        assertThat(ends).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(cleaned).hasValue(1);
    }

    @Test
    void outcomesThatComeAtOnceAreCountedOnce() {
        String batch = running(1);
        Reading reading = read(batch, 0, "a", "b", "c");

        atOnce(() -> {
            settle(batch, reading, Outcome.APPLIED, "a", "b");
            settle(batch, reading, Outcome.FAILED, "c");
            return batch;
        });

        assertThat(batch(batch).applied()).isEqualTo(2);
        assertThat(batch(batch).failed()).isEqualTo(1);
    }

    @Test
    void aLaterBatchHasALaterPositionEvenWhenTheClockWasSetBack() {
        String first = running(1);
        Reading early = store.beginReading(first, 0).orElseThrow();
        store.endReading(early, List.of());
        end(first);
        now = now.minusSeconds(3_600);

        Reading late = store.beginReading(running(1), 0).orElseThrow();

        assertThat(late.position()).isGreaterThan(early.position());
    }

    @Test
    void partsAreHandedOutOnceAndAFewAtATime() {
        String batch = running(5);

        assertThat(numbers(store.next(batch, 2))).containsExactly(0, 1);
        assertThat(store.next(batch, 2)).isInstanceOf(Step.Wait.class);
        read(batch, 0);

        assertThat(numbers(store.next(batch, 2))).containsExactly(2);
        assertThat(((Step.Read) store.next(batch, 9)).splits().getFirst().bound("from"))
                .isEqualTo("3");
    }

    @Test
    void theTotalIsKnownWhenNoPartIsLeft() {
        String batch = running(2);
        read(batch, 0, "a", "b");
        assertThat(batch(batch).total()).isNull();
        assertThat(batch(batch).read()).isEqualTo(2);
        assertThat(batch(batch).progressPercentage()).isNull();

        read(batch, 1, "c");

        assertThat(batch(batch).total()).isEqualTo(3);
        assertThat(batch(batch).progressPercentage()).isEqualTo(0.0);
    }

    @Test
    void aPartThatWasReadIsNotReadAgainWhenItsMessageComesTwice() {
        String batch = running(1);
        read(batch, 0, "a");

        assertThat(store.beginReading(batch, 0)).isEmpty();
        assertThat(store.beginReading(batch, 7)).isEmpty();
        assertThat(store.beginReading("unknown", 0)).isEmpty();
    }

    @Test
    void aKeyThatWasMetBeforeIsADuplicate() {
        String batch = running(2);
        Reading first = store.beginReading(batch, 0).orElseThrow();
        Reading second = store.beginReading(batch, 1).orElseThrow();

        assertThat(register(first, "a", "b", "a")).containsExactly(Fate.ACCEPTED, Fate.ACCEPTED, Fate.DUPLICATE);
        assertThat(register(first, "b")).containsExactly(Fate.DUPLICATE);
        assertThat(register(second, "b", "c")).containsExactly(Fate.DUPLICATE, Fate.ACCEPTED);

        assertThat(batch(batch).read()).isEqualTo(6);
        assertThat(batch(batch).failed()).isEqualTo(3);
    }

    @Test
    void whatIsUnreadableCountsAsFailed() {
        String batch = running(1);
        Reading reading = store.beginReading(batch, 0).orElseThrow();
        Unit first = new Unit(Unit.Kind.UNREADABLE, "", "line 2", 0);
        Unit sameLabel = new Unit(Unit.Kind.UNREADABLE, "", "line 2", 1);

        assertThat(store.register(reading, List.of(first, sameLabel)))
                .contains(List.of(Fate.UNREADABLE, Fate.UNREADABLE));

        assertThat(batch(batch).failed()).isEqualTo(2);
        assertThat(batch(batch).read()).isEqualTo(2);
    }

    @Test
    void aPartReadAgainCountsItsDocumentsOnce() {
        String batch = running(1);
        Reading first = store.beginReading(batch, 0).orElseThrow();
        register(first, "a", "b", "b");
        settle(batch, first, Outcome.APPLIED, "a");
        Reading second = store.beginReading(batch, 0).orElseThrow();

        assertThat(second.origin().attempt()).isEqualTo(2);
        assertThat(second.origin().since()).isEqualTo(first.origin().since());
        assertThat(store.register(first, units("c")))
                .as("the earlier reading has no say")
                .isEmpty();
        assertThat(register(second, "a", "b")).containsExactly(Fate.ACCEPTED, Fate.ACCEPTED);
        assertThat(batch(batch).applied()).isZero();
        List<Unit> unmet = store.unmet(second);
        assertThat(unmet).extracting(Unit::label).containsExactly("b at 2");
        assertThat(store.forget(second, unmet)).isTrue();
        assertThat(store.unmet(second)).isEmpty();
        assertThat(store.forget(first, unmet)).isFalse();
        store.endReading(second, List.of());

        assertThat(batch(batch).total()).isEqualTo(2);
        assertThat(batch(batch).failed()).isZero();
    }

    @Test
    void outcomesCountOnceAndOnlyFromTheLatestReading() {
        String batch = running(1);
        Reading first = store.beginReading(batch, 0).orElseThrow();
        register(first, "a", "b", "c");
        Reading second = store.beginReading(batch, 0).orElseThrow();
        register(second, "a", "b", "c");

        settle(batch, first, Outcome.APPLIED, "a", "b", "c");
        assertThat(batch(batch).applied()).isZero();
        settle(batch, second, Outcome.FAILED, "a", "b");
        settle(batch, second, Outcome.FAILED, "a");
        settle(batch, second, Outcome.SKIPPED, "c", "c", "unknown");
        settle(batch, second, Outcome.APPLIED, "a");

        assertThat(batch(batch).applied()).isEqualTo(1);
        assertThat(batch(batch).failed()).isEqualTo(1);
        assertThat(batch(batch).skipped()).isEqualTo(1);
    }

    @Test
    void newAndChangedAndDeletedDocumentsAreToldApart() {
        String batch = running(1);
        Reading reading = read(batch, 0, "a", "b", "c", "d");

        settle(batch, reading, Outcome.ADDED, "a", "b");
        settle(batch, reading, Outcome.APPLIED, "c");
        settle(batch, reading, Outcome.REMOVED, "d");

        assertThat(batch(batch).applied()).isEqualTo(4);
        assertThat(batch(batch).added()).isEqualTo(2);
        assertThat(batch(batch).updated()).isEqualTo(1);
        assertThat(batch(batch).deleted()).isEqualTo(1);
        assertThat(batch(batch).removed()).isZero();
        settle(batch, reading, Outcome.FAILED, "a");
        assertThat(batch(batch).added()).isEqualTo(1);
        assertThat(batch(batch).failed()).isEqualTo(1);
    }

    @Test
    void aNewDocumentStaysNewWhenItIsDeliveredOrReadAgain() {
        String batch = running(1);
        Reading first = store.beginReading(batch, 0).orElseThrow();
        register(first, "a", "b");
        settle(batch, first, Outcome.ADDED, "a", "b");
        settle(batch, first, Outcome.APPLIED, "a");
        assertThat(batch(batch).added()).isEqualTo(2);

        Reading second = store.beginReading(batch, 0).orElseThrow();
        register(second, "a", "b");
        assertThat(batch(batch).added()).isZero();
        settle(batch, second, Outcome.APPLIED, "a", "b");

        assertThat(batch(batch).added()).isEqualTo(2);
        assertThat(batch(batch).updated()).isZero();
    }

    @Test
    void whatIsEmbeddedIsCountedOnceAndNotTakenForAnEnd() {
        String batch = running(1);
        Reading first = store.beginReading(batch, 0).orElseThrow();
        register(first, "a", "b", "c", "c");

        settle(batch, first, Outcome.EMBEDDED, "a", "a", "b");
        settle(batch, first, Outcome.SKIPPED, "c");
        assertThat(batch(batch).embedded()).as("a, b, c, and the second c").isEqualTo(4);
        assertThat(batch(batch).processed()).isEqualTo(1);
        settle(batch, first, Outcome.ADDED, "a");
        settle(batch, first, Outcome.EMBEDDED, "a");
        assertThat(batch(batch).embedded()).isEqualTo(4);
        assertThat(batch(batch).added()).isEqualTo(1);

        Reading second = store.beginReading(batch, 0).orElseThrow();
        register(second, "a", "b");
        assertThat(batch(batch).embedded()).as("c and the second c").isEqualTo(2);
        store.forget(second, store.unmet(second));
        assertThat(batch(batch).embedded()).isZero();
        settle(batch, second, Outcome.EMBEDDED, "a");
        store.resume(batch);
        assertThat(batch(batch).embedded()).as("open documents are read again").isZero();
    }

    @Test
    void aBatchEndsWhenAllIsReadAndSettled() {
        String batch = running(1);
        Reading reading = read(batch, 0, "a");
        assertThat(store.next(batch, 2)).isInstanceOf(Step.Wait.class);
        assertThat(finish(batch)).isEmpty();
        settle(batch, reading, Outcome.APPLIED, "a");

        assertThat(store.next(batch, 2)).isEqualTo(new Step.Sweep(ORDERS));
        assertThat(store.next(batch, 2)).isInstanceOf(Step.Wait.class);
        store.sweepEnded(batch);
        Step.Finish finish = (Step.Finish) store.next(batch, 2);
        now = now.plusSeconds(5);
        Batch ended = finish(batch).orElseThrow();

        assertThat(finish.ending()).isEqualTo(Status.COMPLETED);
        assertThat(finish.readCompletely()).isTrue();
        assertThat(ended.status()).isEqualTo(Status.COMPLETED);
        assertThat(ended.finishedAt()).isEqualTo(now);
        settle(batch, reading, Outcome.FAILED, "a");
        assertThat(batch(batch)).as("what comes late changes nothing").isEqualTo(ended);
    }

    @Test
    void aReadThatMayHaveMissedAnyDocumentIsNotFollowedByASweep() {
        String unreadable = running(1);
        Reading reading = store.beginReading(unreadable, 0).orElseThrow();
        store.register(reading, List.of(new Unit(Unit.Kind.UNREADABLE, "", "line 2", 0)));
        store.endReading(reading, List.of());
        Step.Finish first = (Step.Finish) store.next(unreadable, 2);
        finish(unreadable);
        String failed = running(2);
        read(failed, 0);
        store.readingFailed(failed, 1, "The server went away.");
        store.readingFailed(failed, 1, "again");
        Step.Finish second = (Step.Finish) store.next(failed, 2);
        finish(failed);

        assertThat(first.readCompletely()).isTrue();
        assertThat(first.ending()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
        assertThat(second.readCompletely()).isFalse();
        assertThat(second.ending()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
        assertThat(batch(unreadable).note()).contains("was not removed");
        assertThat(batch(failed).note()).contains("was not removed");
        assertThat(batch(failed).splitsFailed()).isEqualTo(1);
        assertThat(batch(failed).error()).isEqualTo("Part 1 could not be read: The server went away.");
    }

    @Test
    void aReadOfWhichNothingWorkedIsNotFollowedByASweep() {
        String batch = running("a.csv#", "b.csv#");
        store.readingFailed(batch, 0, "not there");
        store.readingFailed(batch, 1, "not there");

        assertThat(store.next(batch, 2)).isInstanceOf(Step.Finish.class);
        assertThat(finish(batch).orElseThrow().status()).isEqualTo(Status.FAILED);
    }

    @Test
    void theSweepKeepsWhatMayStandInWhatCouldNotBeRead() {
        String batch = running("a.csv#", "b.csv#", "c.csv#");
        Reading reading = store.beginReading(batch, 0).orElseThrow();
        store.register(
                reading,
                List.of(
                        new Unit(Unit.Kind.UNREADABLE, "", "line 2", 0, "a.csv#2"),
                        new Unit(Unit.Kind.UNREADABLE, "", "line 9", 1, "")));
        store.endReading(reading, List.of());
        store.readingFailed(batch, 1, "empty");
        Reading third = store.beginReading(batch, 2).orElseThrow();
        store.register(third, List.of(new Unit(Unit.Kind.UNREADABLE, "", "line 2", 0)));
        store.endReading(third, List.of());
        List<String> indexed = List.of("a.csv#2", "a.csv#3", "b.csv#2", "c.csv#2", "d.csv#2");

        assertThat(store.next(batch, 2)).isEqualTo(new Step.Sweep(ORDERS));
        store.beginSweep(batch);
        store.registerRemovals(batch, indexed);
        store.beginSweep(batch);
        assertThat(store.registerRemovals(batch, indexed)).as("a second time").contains(List.of());
        store.sweepEnded(batch);

        assertThat(store.openRemovals(batch, "", 9)).containsExactly("a.csv#3", "d.csv#2");
        removed(batch, Outcome.REMOVED, "a.csv#3", "d.csv#2");
        Batch ended = finish(batch).orElseThrow();
        assertThat(ended.status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
        assertThat(ended.removed()).isEqualTo(2);
        assertThat(ended.kept()).isEqualTo(3);
        assertThat(ended.note()).startsWith("3 documents that were not met were kept");
    }

    @Test
    void theSweepLeavesWhatStandsInPartsThatAreAsTheyWere() {
        String batch = store.create(ORDERS, Kind.CHANGES).id();
        store.startNext(ORDERS);
        List<Split> parts = List.of(new Split(0, Map.of(), "a.md"), new Split(1, Map.of(), "b.csv#"));
        store.planned(batch, new Plan(parts, true, Set.of(0), "mark", "context"));

        assertThat(numbers(store.next(batch, 9))).containsExactly(1);
        settle(batch, read(batch, 1, "b.csv#1"), Outcome.APPLIED, "b.csv#1");
        assertThat(store.next(batch, 2)).isEqualTo(new Step.Sweep(ORDERS));
        store.beginSweep(batch);

        assertThat(store.registerRemovals(batch, List.of("a.md", "b.csv#1", "b.csv#2", "c.md")))
                .contains(List.of("b.csv#2", "c.md"));

        store.sweepEnded(batch);
        removed(batch, Outcome.REMOVED, "b.csv#2", "c.md");
        assertThat(((Step.Finish) store.next(batch, 2)).readCompletely()).isFalse();
        Batch ended = finish(batch).orElseThrow();
        assertThat(ended.status()).isEqualTo(Status.COMPLETED);
        assertThat(ended.kind()).isEqualTo(Kind.CHANGES);
        assertThat(ended.splitsRead()).isEqualTo(2);
        assertThat(ended.kept()).isZero();
        assertThat(store.mark(ORDERS)).map(ReadMark::mark).contains("mark");
    }

    @Test
    void aMarkIsNotedOnlyWhenEveryPartWasReadAndGoesWithTheSource() {
        String failed = store.create(ORDERS, Kind.SYNC).id();
        store.startNext(ORDERS);
        List<Split> parts = List.of(new Split(0, Map.of()), new Split(1, Map.of()));
        store.planned(failed, new Plan(parts, true, Set.of(), "m1", "context"));
        store.next(failed, 2);
        read(failed, 0);
        store.readingFailed(failed, 1, "gone");
        end(failed);
        assertThat(store.mark(ORDERS)).isEmpty();

        String complete = store.create(ORDERS, Kind.CHANGES).id();
        store.startNext(ORDERS);
        store.planned(complete, new Plan(parts, true, Set.of(), "m2", "context"));
        read(complete, 0);
        read(complete, 1);
        end(complete);
        assertThat(batch(complete).kind()).isEqualTo(Kind.SYNC);
        assertThat(store.mark(ORDERS)).map(ReadMark::mark).contains("m2");

        Batch removal = store.create(ORDERS, Kind.REMOVAL);
        store.startNext(ORDERS);
        store.sweepEnded(removal.id());
        finish(removal.id());
        assertThat(store.mark(ORDERS)).isEmpty();
    }

    @Test
    void aFirstReadIsUnfinishedFromItsOrderToItsEnd() {
        assertThat(store.firstReads()).isEmpty();
        String first = store.create(ORDERS, Kind.SYNC).id();
        store.create(ORDERS, Kind.SYNC);
        assertThat(store.firstReads()).containsExactly(ORDERS);

        store.startNext(ORDERS);
        store.planned(first, List.of(new Split(0, Map.of()), new Split(1, Map.of())));
        Reading reading = read(first, 0, "a");
        settle(first, reading, Outcome.FAILED, "a");
        store.readingFailed(first, 1, "The server went away.");
        assertThat(store.firstReads()).containsExactly(ORDERS);

        end(first);
        assertThat(store.firstReads())
                .as("what failed is told elsewhere, and a further read waits")
                .isEmpty();

        store.reopenDocument(reading.origin(), "a");
        assertThat(store.firstReads()).as("one document is mended").isEmpty();
    }

    @Test
    void aSourceWasLastReadWhenABatchReadAllOfIt() {
        assertThat(store.lastRead(ORDERS)).isEmpty();
        String complete = running(1);
        settle(complete, read(complete, 0, "a"), Outcome.APPLIED, "a");
        end(complete);
        Instant read = now;
        assertThat(store.lastRead(ORDERS)).contains(read);

        now = now.plusSeconds(60);
        String changes = store.create(ORDERS, Kind.CHANGES).id();
        store.startNext(ORDERS);
        store.planned(changes, new Plan(List.of(new Split(0, Map.of())), false, Set.of(), "m", "context"));
        read(changes, 0);
        end(changes);
        assertThat(batch(changes).status()).isEqualTo(Status.COMPLETED);
        assertThat(store.lastRead(ORDERS)).as("changes are not all").contains(read);

        now = now.plusSeconds(60);
        String inPart = running(2);
        read(inPart, 0);
        store.readingFailed(inPart, 1, "gone");
        end(inPart);
        assertThat(batch(inPart).status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
        assertThat(store.lastRead(ORDERS)).as("a part is not all").contains(read);
    }

    @Test
    void mendingADocumentLaterDoesNotReadTheSource() {
        String batch = running(1);
        Instant begun = now;
        Reading reading = read(batch, 0, "a");
        settle(batch, reading, Outcome.FAILED, "a");
        end(batch);
        now = now.plusSeconds(60);
        store.reopenDocument(reading.origin(), "a");
        store.startNext(ORDERS);
        settle(batch, reading, Outcome.APPLIED, "a");
        end(batch);

        assertThat(store.lastRead(ORDERS)).contains(begun);
    }

    @Test
    void aBatchThatCannotBePlannedFails() {
        Batch batch = store.create(ORDERS, Kind.SYNC);
        store.startNext(ORDERS);

        store.planFailed(batch.id(), "No such table.");

        assertThat(store.next(batch.id(), 2)).isInstanceOf(Step.Finish.class);
        assertThat(finish(batch.id()).orElseThrow().status()).isEqualTo(Status.FAILED);
        assertThat(batch(batch.id()).error()).isEqualTo("No such table.");
    }

    @Test
    void theSweepRegistersWhatWasNotSeenOnce() {
        String batch = running(1);
        settle(batch, read(batch, 0, "a"), Outcome.SKIPPED, "a");
        assertThat(store.beginSweep(batch)).isEmpty();
        assertThat(store.registerRemovals(batch, List.of("x"))).isEmpty();
        store.next(batch, 2);

        assertThat(store.beginSweep(batch)).isPresent();
        assertThat(store.registerRemovals(batch, List.of("a", "x", "y"))).contains(List.of("x", "y"));
        assertThat(store.registerRemovals(batch, List.of("y", "z"))).contains(List.of("z"));
        store.sweepEnded(batch);
        removed(batch, Outcome.REMOVED, "x", "x");

        assertThat(store.openRemovals(batch, "", 10)).containsExactly("y", "z");
        assertThat(store.openRemovals(batch, "y", 10)).containsExactly("z");
        assertThat(store.next(batch, 2)).isInstanceOf(Step.Wait.class);
        removed(batch, Outcome.REMOVED, "z");
        removed(batch, Outcome.FAILED, "y");
        assertThat(store.next(batch, 2)).isInstanceOf(Step.Finish.class);
        Batch ended = finish(batch).orElseThrow();
        assertThat(ended.removed()).isEqualTo(2);
        assertThat(ended.total()).isEqualTo(1);
        assertThat(ended.failed()).isZero();
        assertThat(ended.status()).isEqualTo(Status.COMPLETED_WITH_ERRORS);
    }

    @Test
    void afterARestartPartsThatWereNotFinishedAreReadAgain() {
        String batch = running(4);
        settle(batch, read(batch, 0, "a"), Outcome.APPLIED, "a");
        read(batch, 1, "b");
        register(store.beginReading(batch, 2).orElseThrow(), "c");
        store.next(batch, 1);

        assertThat(store.resume(batch)).map(Batch::phase).contains(Phase.READING);

        assertThat(batch(batch).read()).as("of those only a is certain").isEqualTo(1);
        assertThat(batch(batch).splitsRead()).isEqualTo(1);
        assertThat(numbers(store.next(batch, 9))).containsExactly(1, 2, 3);
        assertThat(store.resume("unknown")).isEmpty();
    }

    @Test
    void aQueuedBatchIsCancelledAtOnceAndARunningOneWhenItsWorkIsDone() {
        String running = running(3);
        String queued = store.create(ORDERS, Kind.SYNC).id();
        store.next(running, 2);
        Reading reading = store.beginReading(running, 0).orElseThrow();
        register(reading, "a");

        assertThat(store.cancel(queued).orElseThrow().status()).isEqualTo(Status.CANCELLED);
        assertThat(store.cancel(running).orElseThrow().phase()).isEqualTo(Phase.CANCELLING);

        assertThat(store.register(reading, units("b"))).isEmpty();
        store.endReading(reading, List.of());
        assertThat(store.beginReading(running, 1))
                .as("it was handed out already")
                .isEmpty();
        assertThat(store.next(running, 2)).isInstanceOf(Step.Wait.class);
        settle(running, reading, Outcome.APPLIED, "a");
        assertThat(store.next(running, 2)).isInstanceOf(Step.Finish.class);
        Batch ended = finish(running).orElseThrow();
        assertThat(ended.status()).isEqualTo(Status.CANCELLED);
        assertThat(ended.total()).isNull();
        assertThat(store.cancel(running)).contains(ended);
        assertThat(store.cancel("unknown")).isEmpty();
    }

    @Test
    void whatIsDroppedCountsNoLongerUnlessItHasComeFurther() {
        String other = running(0);
        end(other);
        String batch = running(1);
        Reading reading = read(batch, 0, "a", "b", "c", "d", "e");
        settle(batch, reading, Outcome.EMBEDDED, "b");
        settle(batch, reading, Outcome.APPLIED, "c");
        settle(batch, reading, Outcome.FAILED, "d");
        store.cancel(batch);

        settle(batch, reading, Outcome.DROPPED, "a", "a", "b", "c", "d");
        settle(batch, reading, Outcome.DROPPED, "a", "b", "c", "d");
        settle(batch, reading, Outcome.APPLIED, "a");

        assertThat(batch(batch).read()).isEqualTo(4);
        assertThat(batch(batch).embedded()).isEqualTo(3);
        assertThat(batch(batch).applied()).isEqualTo(1);
        assertThat(store.next(batch, 2)).isInstanceOf(Step.Wait.class);
        settle(batch, reading, Outcome.APPLIED, "b");
        settle(batch, reading, Outcome.DROPPED, "e");
        Batch ended = finish(batch).orElseThrow();
        assertThat(ended.status()).isEqualTo(Status.CANCELLED);
        assertThat(ended.total()).isEqualTo(3);
        assertThat(ended.applied()).isEqualTo(2);
        assertThat(ended.failed()).isEqualTo(1);
        assertThat(ended.skipped()).isZero();
        assertThat(store.cancelled(List.of(other, batch, "unknown"))).containsExactly(batch);
        assertThat(store.cancelled(List.of())).isEmpty();
    }

    @Test
    void aFailedDocumentOpensItsBatchAgain() {
        String batch = running(1);
        Reading reading = read(batch, 0, "a", "b");
        settle(batch, reading, Outcome.FAILED, "a");
        settle(batch, reading, Outcome.APPLIED, "b");
        end(batch);
        Origin other = new Origin(batch, 0, 9, 0, false);

        assertThat(store.reopenDocument(other, "a")).isEqualTo(Reopened.REFUSED);
        assertThat(store.reopenDocument(reading.origin(), "unknown")).isEqualTo(Reopened.REFUSED);
        assertThat(store.reopenDocument(reading.origin(), "a")).isEqualTo(Reopened.QUEUED);
        assertThat(store.reopenDocument(reading.origin(), "a")).isEqualTo(Reopened.QUEUED);

        assertThat(batch(batch).status()).isEqualTo(Status.QUEUED);
        assertThat(batch(batch).finishedAt()).isNull();
        assertThat(batch(batch).failed()).isZero();
        assertThat(store.startNext(ORDERS).orElseThrow().phase()).isEqualTo(Phase.RETRYING);
        assertThat(store.openDocuments(batch, "", 10))
                .containsExactly(new BatchStatusStore.OpenDocument(reading.origin(), "a"));
        assertThat(store.openDocuments(batch, "a", 10)).isEmpty();
        assertThat(store.next(batch, 2)).isInstanceOf(Step.Wait.class);
        settle(batch, reading, Outcome.APPLIED, "a");
        assertThat(store.next(batch, 2)).isInstanceOf(Step.Finish.class);
        assertThat(finish(batch).orElseThrow().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void onlyTheTimeOfTheWorkItselfIsTheTimeThatABatchTook() {
        String batch = store.create(ORDERS, Kind.SYNC).id();
        now = now.plusSeconds(40); // its turn comes
        store.startNext(ORDERS);
        store.planned(batch, List.of(new Split(0, Map.of())));
        Reading reading = read(batch, 0, "a");
        now = now.plusSeconds(3);
        settle(batch, reading, Outcome.FAILED, "a");
        assertThat(batch(batch).took()).as("while it runs").isEqualTo(Duration.ofSeconds(3));
        end(batch);
        assertThat(batch(batch).took()).isEqualTo(Duration.ofSeconds(3));

        now = now.plus(Duration.ofHours(5));
        store.reopenDocument(reading.origin(), "a");
        now = now.plusSeconds(20);
        assertThat(batch(batch).took()).as("while it waits").isEqualTo(Duration.ofSeconds(3));
        store.startNext(ORDERS);
        now = now.plusSeconds(2);
        settle(batch, reading, Outcome.APPLIED, "a");
        end(batch);

        assertThat(batch(batch).took()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aFailedPartOpensItsBatchAgainAndNothingIsSwept() {
        String batch = running(2);
        read(batch, 0);
        store.readingFailed(batch, 1, "gone");
        end(batch);

        assertThat(store.reopenSplit(batch, 1)).isEqualTo(Reopened.QUEUED);
        assertThat(store.reopenSplit(batch, 7)).isEqualTo(Reopened.REFUSED);

        store.startNext(ORDERS);
        assertThat(batch(batch).total()).isNull();
        assertThat(batch(batch).error()).isNull();
        assertThat(numbers(store.next(batch, 9))).containsExactly(1);
        Reading again = store.beginReading(batch, 1).orElseThrow();
        assertThat(again.position().order())
                .as("what is read now is newer")
                .isGreaterThan(again.origin().since());
        store.endReading(again, List.of());
        assertThat(store.next(batch, 2)).isInstanceOf(Step.Finish.class);
        assertThat(finish(batch).orElseThrow().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void whatNoRetryCanNeedIsForgotten() {
        String withErrors = running(1);
        Reading first = read(withErrors, 0, "a");
        settle(withErrors, first, Outcome.FAILED, "a");
        end(withErrors);
        purge();
        assertThat(store.reopenDocument(first.origin(), "a")).isEqualTo(Reopened.QUEUED);
        store.startNext(ORDERS);
        settle(withErrors, first, Outcome.FAILED, "a");
        end(withErrors);
        String later = running(1);
        settle(later, read(later, 0, "a"), Outcome.SKIPPED, "a");
        end(later);

        purge();

        assertThat(store.reopenDocument(first.origin(), "a")).isEqualTo(Reopened.REFUSED);
        assertThat(store.reopenSplit(later, 0)).isEqualTo(Reopened.REFUSED);
        assertThat(batch(withErrors).failed()).as("the counts stay").isEqualTo(1);
        assertThat(batch(later).skipped()).isEqualTo(1);
    }

    @Test
    void aRemovalSweepsEverything() {
        Batch removal = store.create(ORDERS, Kind.REMOVAL);
        assertThat(store.startNext(ORDERS).orElseThrow().phase()).isEqualTo(Phase.SWEEPING);
        assertThat(store.beginSweep(removal.id())).isPresent();
        assertThat(store.registerRemovals(removal.id(), List.of("a"))).contains(List.of("a"));
        store.sweepEnded(removal.id());
        removed(removal.id(), Outcome.REMOVED, "a");

        Step.Finish finish = (Step.Finish) store.next(removal.id(), 2);

        assertThat(finish.ending()).isEqualTo(Status.COMPLETED);
        assertThat(finish.readCompletely()).isFalse();
    }

    /// A running batch that is planned to have so many parts.
    private String running(int parts) {
        String batch = store.create(ORDERS, Kind.SYNC).id();
        store.startNext(ORDERS);
        List<Split> splits = new ArrayList<>();
        for (int number = 0; number < parts; number++) {
            splits.add(new Split(number, Map.of("from", Integer.toString(number))));
        }
        store.planned(batch, splits);
        return batch;
    }

    /// A running batch with a part for each prefix of keys.
    private String running(String... prefixes) {
        String batch = store.create(ORDERS, Kind.SYNC).id();
        store.startNext(ORDERS);
        List<Split> splits = new ArrayList<>();
        for (String prefix : prefixes) {
            splits.add(new Split(splits.size(), Map.of(), prefix));
        }
        store.planned(batch, splits);
        store.next(batch, prefixes.length);
        return batch;
    }

    private Reading read(String batch, int split, String... keys) {
        Reading reading = store.beginReading(batch, split).orElseThrow();
        register(reading, keys);
        store.endReading(reading, List.of());
        return reading;
    }

    private List<Fate> register(Reading reading, String... keys) {
        return store.register(reading, units(keys)).orElseThrow();
    }

    private void settle(String batch, Reading reading, Outcome outcome, String... keys) {
        store.settle(
                batch,
                Arrays.stream(keys)
                        .map(key -> new DocumentSettled(reading.origin(), ORDERS, key, outcome))
                        .toList());
    }

    private void removed(String batch, Outcome outcome, String... keys) {
        store.settle(
                batch,
                Arrays.stream(keys)
                        .map(key -> new DocumentSettled(Origin.sweep(batch), ORDERS, key, outcome))
                        .toList());
    }

    /// Does the same on several threads at the same time, as several processes might.
    private static <T> List<T> atOnce(Callable<T> action) {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            return threads.invokeAll(Collections.nCopies(8, action)).stream()
                    .map(Future::resultNow)
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Optional<Batch> finish(String batch) {
        return store.finish(batch, finish -> {});
    }

    private void end(String batch) {
        if (store.next(batch, 2) instanceof Step.Sweep) {
            store.sweepEnded(batch);
        }
        assertThat(finish(batch).orElseThrow().status().isFinal()).isTrue();
    }

    private void purge() {
        boolean more = true;
        while (more) {
            more = store.purge(ORDERS);
        }
    }

    private Batch batch(String id) {
        return store.find(id).orElseThrow();
    }

    private static List<Integer> numbers(Step step) {
        return ((Step.Read) step).splits().stream().map(Split::number).toList();
    }

    private static List<Unit> units(String... keys) {
        List<Unit> units = new ArrayList<>();
        for (String key : keys) {
            units.add(new Unit(Unit.Kind.DOCUMENT, key, key + " at " + units.size(), units.size()));
        }
        return units;
    }
}
