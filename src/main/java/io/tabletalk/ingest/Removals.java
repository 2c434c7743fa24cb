package io.tabletalk.ingest;

import io.tabletalk.index.DocumentTraces.Gone;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.Receipts.UnderWay;
import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.pipeline.TransportClosedException;
import io.tabletalk.pipeline.TransportUnavailableException;
import io.tabletalk.source.KeptDocuments;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Takes deleted documents out of the index. A removal follows everything of its document that was accepted before it
/// through the pipeline; only when it has passed the index is nothing left to come, and the receipt complete. What
/// nobody waits for any more, and what a killed process had begun, is completed in the background.
final class Removals implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Removals.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_BACKGROUND_LOOKS = Duration.ofSeconds(2);

    /// By then, whoever has asked for a deletion waits no more, in whichever process.
    private static final Duration LEFT_ALONE = PATIENCE.multipliedBy(2);

    private static final int PAGE = 100;

    private final KnowledgeIndex index;
    private final Runnable awaitPublished;
    private final Transport transport;
    private final ExcludedDocuments excluded;
    private final Traces traces;
    private final Receipts receipts;
    private final Expunger expunger;
    private final List<KeptDocuments> kept;
    private final InstantSource clock;
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("removals").factory());
    private volatile boolean running;

    /// @param awaitPublished returns once the index of this process holds what was published before the call
    Removals(
            KnowledgeIndex index,
            Runnable awaitPublished,
            Transport transport,
            ExcludedDocuments excluded,
            Traces traces,
            Receipts receipts,
            Expunger expunger,
            List<KeptDocuments> kept,
            InstantSource clock) {
        this.index = index;
        this.awaitPublished = awaitPublished;
        this.transport = transport;
        this.excluded = excluded;
        this.traces = traces;
        this.receipts = receipts;
        this.expunger = expunger;
        this.kept = List.copyOf(kept);
        this.clock = clock;
    }

    /// Forgets what is kept of the document of a stored receipt beside the index, and counts it in the receipt. Of a
    /// document that is to come back, what its source keeps of it stays. Idempotent.
    Receipt forget(Receipt receipt, Gone gone) {
        Map<String, Long> removed = new LinkedHashMap<>(receipt.removed());
        if (receipt.excluded()) {
            removed.merge("stored_documents", forgetKept(receipt), Long::sum);
        }
        traces.forget(gone).forEach((name, count) -> removed.merge(name, count, Long::sum));
        Receipt counted = receipt.withRemoved(removed);
        receipts.putRemoved(counted);
        return counted;
    }

    private long forgetKept(Receipt receipt) {
        return kept.stream()
                .filter(each -> each.forget(key(receipt), receipt.requestedAt()))
                .count();
    }

    /// Has the document of a stored receipt removed, and waits up to 30 seconds until it is.
    ///
    /// @return the receipt as it is then; not complete when more time is needed, or the transport takes nothing
    /// now: it
    ///         is completed in the background
    Receipt remove(Receipt receipt, long order, Gone gone) throws InterruptedException {
        awaited.add(receipt.id());
        try {
            publish(receipt, order);
            return await(receipt, gone);
        } catch (TransportUnavailableException e) {
            log.warn("The deletion of {} goes on in the background: {}", gone.key(), e.getMessage());
            return receipt;
        } finally {
            awaited.remove(receipt.id());
        }
    }

    private Receipt await(Receipt receipt, Gone gone) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<UnderWay> passed = receipts.passed(receipt.id());
            Optional<Receipt> completed = passed.flatMap(deletion -> complete(deletion, gone));
            if (completed.isPresent()) {
                return completed.get();
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return receipt;
    }

    private void publish(Receipt receipt, long order) {
        SourcePosition position = new SourcePosition(order, receipt.requestedAt());
        int failures = receipts.failures(receipt.id());
        transport.publish(
                Topics.DOCUMENT_CHANGES,
                new EmbeddingRequest(
                        Origin.onRequest(receipt.id()), new DocumentChange.Deleted(key(receipt), position)));
        receipts.notePublished(receipt.id(), order, failures, clock.instant());
    }

    /// Empty when the document has to be removed once more, or when that cannot be told now.
    private Optional<Receipt> complete(UnderWay deletion, Gone gone) {
        Receipt receipt = deletion.receipt();
        try {
            awaitPublished.run();
        } catch (TransportUnavailableException e) {
            log.debug("Whether {} is removed is looked at again: {}", gone.key(), e.getMessage());
            return Optional.empty();
        }
        IndexedDocument held = index.find(List.of(gone.key())).get(gone.key());
        if (held != null && !mayBeHeld(held, deletion)) {
            long order = Math.max(held.position().order(), deletion.order());
            receipts.fence(receipt.id(), order);
            publish(receipt, order);
            return Optional.empty();
        }
        Map<String, Long> removed = new LinkedHashMap<>(receipt.removed());
        traces.forget(gone).forEach((name, count) -> removed.merge(name, count, Long::sum)); // what came meanwhile
        Receipt completed = receipt.completed(removed, clock.instant());
        receipts.put(completed);
        expunger.request();
        return Optional.of(completed);
    }

    /// Whether it was accepted after the deletion. Of an excluded document nothing is, but a process whose clock is
    /// ahead may have given something earlier a later position.
    private boolean mayBeHeld(IndexedDocument held, UnderWay deletion) {
        return held.position().order() > deletion.order()
                && excluded.among(List.of(held.key())).isEmpty();
    }

    private void look(Instant began) {
        Failures failures = new Failures();
        try {
            Instant alone = clock.instant().minus(LEFT_ALONE);
            goOn(alone.isAfter(began) ? alone : began, failures);
        } catch (TransportClosedException e) {
            log.debug("The server stops; deletions go on after the next start");
        } catch (RuntimeException e) {
            failures.add(e);
        }
        failures.tell();
    }

    private void goOn(Instant requestedBefore, Failures failures) {
        List<UnderWay> page = List.of();
        do {
            Receipt last = page.isEmpty() ? null : page.getLast().receipt();
            page = receipts.underWay(requestedBefore, last, PAGE);
            for (UnderWay deletion : page) {
                if (!awaited.contains(deletion.receipt().id())) {
                    goOn(deletion, failures);
                }
            }
        } while (page.size() == PAGE);
    }

    /// One that fails does not keep back those behind it.
    private void goOn(UnderWay deletion, Failures failures) {
        try {
            goOn(deletion);
        } catch (TransportClosedException e) {
            throw e;
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    /// What is published and on its way is not published again: behind something newer, it would be the last that a
    /// topic says of the document.
    private void goOn(UnderWay deletion) {
        Receipt receipt = deletion.receipt();
        if (deletion.hasPassed()) {
            complete(deletion, new Gone(key(receipt), List.of()));
        } else if (!deletion.isPublished()) {
            publish(forget(receipt, Traces.gone(index, key(receipt))), deletion.order());
        }
    }

    /// What went wrong in one look at all deletions, to be told once.
    private static final class Failures {

        private int count;
        private @Nullable RuntimeException first;

        void add(RuntimeException failure) {
            count++;
            first = first == null ? failure : first;
        }

        void tell() {
            if (first != null) {
                log.warn("{} deletions that are under way are tried again; the first: {}", count, first.toString());
            }
        }
    }

    private static DocumentKey key(Receipt receipt) {
        return new DocumentKey(receipt.source(), Objects.requireNonNull(receipt.key(), "of a document"));
    }

    @Override
    public void start() {
        running = true;
        if (!transport.keepsMessages()) {
            receipts.noteAllLost(); // with the process that published them
        }
        Instant began = clock.instant();
        thread.scheduleWithFixedDelay(() -> look(began), 0, BETWEEN_BACKGROUND_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdown(); // no interruption: it would close files of the index under other threads
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// After the pipeline, which it publishes to.
    @Override
    public int getPhase() {
        return 1;
    }
}
