package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.pipeline.RetryPolicy;
import io.tabletalk.source.SourceDefinition;
import io.tabletalk.source.Sources;
import io.tabletalk.web.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;

/// Ingestion by batches: notes in the store what is wanted, and leaves the doing to the coordinator and the stages.
final class BatchIngestion implements Ingestion {

    private static final int PAGE = 500;
    /// About ten minutes in all.
    private static final RetryPolicy WHILE_STATE_IS_AWAY =
            new RetryPolicy(30, Duration.ofMillis(500), Duration.ofSeconds(30));

    private final Sources sources;
    private final BatchStatusStore store;
    private final DeadLetters deadLetters;
    private final Redelivery redelivery;
    private final Deletions deletions;
    private final BatchCoordinator coordinator;
    private final Stalls stalls;
    private final LiveTurns liveTurns;
    private final TransactionTemplate transactions;

    BatchIngestion(
            Sources sources,
            BatchStatusStore store,
            DeadLetters deadLetters,
            Redelivery redelivery,
            Deletions deletions,
            BatchCoordinator coordinator,
            Stalls stalls,
            LiveTurns liveTurns,
            TransactionTemplate transactions) {
        this.sources = sources;
        this.store = store;
        this.deadLetters = deadLetters;
        this.redelivery = redelivery;
        this.deletions = deletions;
        this.coordinator = coordinator;
        this.stalls = stalls;
        this.liveTurns = liveTurns;
        this.transactions = transactions;
    }

    @Override
    public Batch start(SourceId source) {
        return read(source, Batch.Kind.SYNC, null);
    }

    @Override
    public Batch start(SourceId source, String reason) {
        return read(source, Batch.Kind.SYNC, reason);
    }

    @Override
    public Optional<Batch> startAfter(SourceId source, String reason, BooleanSupplier change) {
        Optional<Batch> read = transactions.execute(transaction -> {
            if (!change.getAsBoolean()) {
                return Optional.empty();
            }
            requireReadable(source);
            return Optional.of(unfinished(source, BatchIngestion::willReadAll)
                    .orElseGet(() -> store.create(source, Batch.Kind.SYNC, reason)));
        });
        read.ifPresent(batch -> coordinator.startNext(source));
        return read;
    }

    private static boolean willReadAll(Batch batch) {
        return batch.kind().isComplete() && batch.status() == Batch.Status.QUEUED;
    }

    @Override
    public Batch startChanges(SourceId source) {
        return read(source, Batch.Kind.CHANGES, null);
    }

    @Override
    public Batch reindex(SourceId source) {
        return read(source, Batch.Kind.REINDEX, null);
    }

    private Batch read(SourceId source, Batch.Kind kind, @Nullable String reason) {
        requireReadable(source);
        return queue(source, kind, reason);
    }

    private void requireReadable(SourceId source) {
        requireNotPaused(requireDefined(source));
        if (unfinished(source, batch -> batch.kind() == Batch.Kind.REMOVAL).isPresent()) {
            throw new ApiException(
                    HttpStatus.CONFLICT,
                    "source_being_removed",
                    "The source '" + source + "' is being removed. Try again when that is done.");
        }
    }

    @Override
    public Batch remove(SourceId source) {
        requireDefined(source);
        Optional<Batch> removal = unfinished(source, batch -> batch.kind() == Batch.Kind.REMOVAL);
        if (removal.isPresent()) {
            return removal.get();
        }
        store.unfinished().stream()
                .filter(batch -> batch.source().equals(source))
                .forEach(batch -> cancel(batch.id()));
        return liveTurns.beforeRemoval(source, () -> queue(source, Batch.Kind.REMOVAL, null));
    }

    @Override
    public Optional<Batch> find(String batchId) {
        return store.find(batchId);
    }

    @Override
    public Optional<String> stalled(Batch batch) {
        return stalls.reason(batch);
    }

    @Override
    public Optional<Instant> lastRead(SourceId source) {
        return store.lastRead(source);
    }

    @Override
    public List<Batch> recent(int limit, int offset) {
        return store.recent(limit, offset);
    }

    @Override
    public List<Batch> recent(SourceId source, int limit, int offset) {
        return store.recent(source, limit, offset);
    }

    @Override
    public Optional<Batch> cancel(String batchId) {
        Optional<Batch> batch = store.cancel(batchId);
        coordinator.advance(batchId);
        return batch;
    }

    @Override
    public boolean retry(String deadLetterId) {
        Optional<DeadLetter> letter = deadLetters.find(deadLetterId);
        letter.ifPresent(this::retry);
        return letter.isPresent();
    }

    /// Takes the letters that there are now: one that fails again meanwhile is not tried once more.
    @Override
    public long retryAll(DeadLetters.Selection selection) {
        Instant now = Instant.now();
        LetterRetries retries = new LetterRetries(
                last -> deadLetters.oldest(selection, now, last, PAGE), this::retry, WHILE_STATE_IS_AWAY);
        long letters = deadLetters.count(selection); // before the first of them is gone
        Thread.ofVirtual().name("retry-all").start(retries);
        return letters;
    }

    private void retry(DeadLetter letter) {
        Optional<DeadLetter.Message> message = deadLetters.message(letter.id());
        if (message.isEmpty()) {
            return;
        }
        switch (redelivery.reopen(message.get())) {
            case RUNNING -> goOn(letter, message.get());
            case QUEUED -> coordinator.startNext(new SourceId(letter.source()));
            case REFUSED -> readAgain(new SourceId(letter.source()));
        }
    }

    private void goOn(DeadLetter letter, DeadLetter.Message message) {
        if (redelivery.isAboutDocument(message)) {
            coordinator.redeliver(() -> redelivery.publish(message));
        } else {
            coordinator.advance(letter.batch());
        }
    }

    private void readAgain(SourceId source) {
        Predicate<Batch> willRead = batch -> batch.kind().isRead() && batch.status() == Batch.Status.QUEUED;
        if (unfinished(source, willRead).isEmpty()) {
            start(source);
        }
    }

    private Batch queue(SourceId source, Batch.Kind kind, @Nullable String reason) {
        Batch batch = store.create(source, kind, reason);
        if (kind == Batch.Kind.REMOVAL) {
            deletions.begin(batch);
        }
        coordinator.startNext(source);
        return batch;
    }

    private Optional<Batch> unfinished(SourceId source, Predicate<Batch> condition) {
        return store.unfinished().stream()
                .filter(batch -> batch.source().equals(source))
                .filter(condition)
                .findFirst();
    }

    private SourceDefinition requireDefined(SourceId source) {
        return sources.find(source)
                .orElseThrow(() -> ApiException.notFound("source_not_found", "There is no source '" + source + "'."));
    }

    private static void requireNotPaused(SourceDefinition source) {
        if (source.upkeep().paused()) {
            throw new ApiException(
                    HttpStatus.CONFLICT,
                    "source_paused",
                    "The source '" + source.id() + "' is paused. Resume it first: POST /api/sources/" + source.id()
                            + "/resume");
        }
    }
}
