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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Takes deleted documents out of the index. A removal follows everything of its document that was accepted before it
/// through the pipeline; only when it has passed the index is nothing left to come, and the receipt complete. What nobody
/// waits for any more, and what a killed process had begun, is completed in the background.
final class Removals implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Removals.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_BACKGROUND_LOOKS = Duration.ofSeconds(2);
    /// By then, whoever has asked for a deletion waits no more, in whichever process.
    private static final Duration LEFT_ALONE = PATIENCE.multipliedBy(2);

    private final KnowledgeIndex index;
    private final Runnable awaitPublished;
    private final Transport transport;
    private final ExcludedDocuments excluded;
    private final Traces traces;
    private final Receipts receipts;
    private final Expunger expunger;
    private final InstantSource clock;
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();
    private final Set<String> published = ConcurrentHashMap.newKeySet();
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
            InstantSource clock) {
        this.index = index;
        this.awaitPublished = awaitPublished;
        this.transport = transport;
        this.excluded = excluded;
        this.traces = traces;
        this.receipts = receipts;
        this.expunger = expunger;
        this.clock = clock;
    }

    /// Has the document of a stored receipt removed, and waits up to 30 seconds until it is.
    ///
    /// @return the receipt as it is then; not complete when more time is needed, which it gets in the background
    Receipt remove(Receipt receipt, long order, Gone gone) throws InterruptedException {
        awaited.add(receipt.id());
        try {
            publish(receipt, order);
            return await(receipt, gone);
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
        published.add(receipt.id());
        SourcePosition position = new SourcePosition(order, receipt.requestedAt());
        transport.publish(
                Topics.DOCUMENT_CHANGES,
                new EmbeddingRequest(
                        Origin.onRequest(receipt.id()), new DocumentChange.Deleted(key(receipt), position)));
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
        published.remove(receipt.id());
        expunger.request();
        return Optional.of(completed);
    }

    /// Whether it was accepted after the deletion. Of an excluded document nothing is, but a process whose clock is ahead
    /// may have given something earlier a later position.
    private boolean mayBeHeld(IndexedDocument held, UnderWay deletion) {
        return held.position().order() > deletion.order()
                && excluded.among(List.of(held.key())).isEmpty();
    }

    private void look(Instant began) {
        try {
            Instant alone = clock.instant().minus(LEFT_ALONE);
            receipts.underWay(alone.isAfter(began) ? alone : began).stream()
                    .filter(deletion -> !awaited.contains(deletion.receipt().id()))
                    .forEach(this::goOn);
        } catch (TransportClosedException e) {
            log.debug("The server stops; deletions go on after the next start");
        } catch (RuntimeException e) {
            log.warn("Deletions that are under way are looked at again: {}", e.toString());
        }
    }

    private void goOn(UnderWay deletion) {
        Receipt receipt = deletion.receipt();
        if (deletion.hasPassed()) {
            complete(deletion, new Gone(key(receipt), List.of()));
        } else if (!published.contains(receipt.id())) {
            publish(receipt, deletion.order());
        }
    }

    private static DocumentKey key(Receipt receipt) {
        return new DocumentKey(receipt.source(), Objects.requireNonNull(receipt.key(), "of a document"));
    }

    @Override
    public void start() {
        running = true;
        Instant began = clock.instant();
        thread.scheduleWithFixedDelay(
                () -> look(began), 0, BETWEEN_BACKGROUND_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
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
