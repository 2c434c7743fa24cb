package io.tabletalk.ingest.sql;

import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Batch.Phase;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.ingest.BatchStatusStore;
import io.tabletalk.ingest.DocumentSettled;
import io.tabletalk.ingest.Origin;
import io.tabletalk.ingest.Plan;
import io.tabletalk.ingest.ReadMark;
import io.tabletalk.ingest.sql.DocumentTable.DocumentRow;
import io.tabletalk.ingest.sql.SplitTable.State;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Batches in the state database. Every change of a batch begins by locking its row, so changes of one batch happen one
/// after another, whichever thread or process makes them. The SQL suits SQLite and PostgreSQL, there at the level of
/// isolation `READ COMMITTED`: what is read after the row is locked, is as whoever held it before has left it.
public final class SqlBatchStatusStore implements BatchStatusStore {

    private static final int ROWS_AT_ONCE = 2_000;

    private final TransactionTemplate transactions;
    private final BatchTable batches;
    private final FirstReadQuery firstReads;
    private final SplitTable splits;
    private final DocumentTable documents;
    private final Steps steps;
    private final PartReading reading;
    private final Sweeping sweeping;
    private final Planning planning;
    private final Resumption resumption;
    private final Reopening reopening;

    public SqlBatchStatusStore(
            JdbcClient database,
            NamedParameterJdbcTemplate statements,
            TransactionTemplate transactions,
            JsonMapper json,
            InstantSource clock) {
        this.transactions = transactions;
        this.batches = new BatchTable(database, clock);
        this.firstReads = new FirstReadQuery(database);
        this.splits = new SplitTable(database, statements, json);
        this.documents = new DocumentTable(database, statements);
        this.reading = new PartReading(batches, splits, documents);
        this.sweeping = new Sweeping(batches, splits, documents);
        this.planning = new Planning(batches, splits, new MarkTable(database));
        this.steps = new Steps(splits, sweeping);
        this.resumption = new Resumption(batches, splits, documents);
        this.reopening = new Reopening(batches, splits, documents);
    }

    // Batches

    @Override
    public Batch create(SourceId source, Batch.Kind kind, @Nullable String reason) {
        return batches.insert(source, kind, reason).batch();
    }

    @Override
    public Optional<Batch> find(String batch) {
        return batches.find(batch).map(BatchRow::batch);
    }

    @Override
    public List<Batch> recent(int limit, int offset) {
        return batches.recent(limit, offset).stream().map(BatchRow::batch).toList();
    }

    @Override
    public List<Batch> recent(SourceId source, int limit, int offset) {
        return batches.recent(source, limit, offset).stream()
                .map(BatchRow::batch)
                .toList();
    }

    @Override
    public boolean knows(SourceId source) {
        return batches.knows(source);
    }

    @Override
    public Optional<Instant> lastRead(SourceId source) {
        return batches.lastRead(source).map(Micros::toInstant);
    }

    @Override
    public List<SourceId> firstReads() {
        return firstReads.sources();
    }

    @Override
    public List<Batch> unfinished() {
        return batches.unfinished().stream().map(BatchRow::batch).toList();
    }

    @Override
    public Optional<Batch> startNext(SourceId source) {
        try {
            return transaction(() -> batches.startOldestQueued(source)).map(BatchRow::batch);
        } catch (DuplicateKeyException e) {
            return Optional.empty(); // another process has started one at this moment
        }
    }

    @Override
    public Step next(String batch, int readsAtOnce) {
        return inBatch(batch, BatchRow::isRunning, row -> {
                    Step step = steps.next(row, readsAtOnce);
                    if (step instanceof Step.Sweep) {
                        batches.setPhase(batch, Phase.SWEEPING);
                    }
                    return step;
                })
                .orElseGet(Step.Wait::new);
    }

    @Override
    public Optional<Batch> finish(String batch, Consumer<Step.Finish> cleanUp) {
        return inBatch(batch, BatchRow::isRunning, row -> {
                    if (steps.next(row, 0) instanceof Step.Finish finish) {
                        cleanUp.accept(finish);
                        batches.finish(batch, finish.ending());
                        planning.noteMark(row, finish.ending());
                        batches.forgetEarlierChanges(row);
                        return Optional.of(read(batch));
                    }
                    return Optional.<Batch>empty();
                })
                .flatMap(Function.identity());
    }

    @Override
    public Optional<Batch> cancel(String batch) {
        return inBatch(batch, row -> true, row -> {
            if (!row.batch().status().isFinal()) {
                batches.setPhase(batch, Phase.CANCELLING);
                splits.cancelUnread(batch, false);
                if (row.batch().status() == Status.QUEUED && row.open() == 0) {
                    batches.finish(batch, Status.CANCELLED);
                }
            }
            return read(batch);
        });
    }

    @Override
    public Set<String> cancelled(Collection<String> ids) {
        return batches.cancelled(ids);
    }

    // Planning and reading

    @Override
    public void planned(String batch, Plan plan) {
        inBatch(batch, row -> row.runs(Phase.PLANNING), row -> {
            planning.planned(row, plan);
            return row;
        });
    }

    @Override
    public Optional<ReadMark> mark(SourceId source) {
        return planning.mark(source);
    }

    @Override
    public void planFailed(String batch, String error) {
        inBatch(batch, row -> row.runs(Phase.PLANNING), row -> {
            batches.setError(batch, error);
            return row;
        });
    }

    @Override
    public Optional<Reading> beginReading(String batch, int split) {
        return inBatch(
                        batch,
                        row -> row.isRunning() && reading.isToBeRead(batch, split),
                        row -> reading.begin(row, split))
                .flatMap(Function.identity());
    }

    @Override
    public Optional<List<Fate>> register(Reading current, List<Unit> units) {
        Origin origin = current.origin();
        return inBatch(origin.batch(), row -> reading.isCurrent(row, origin), row -> {
            Registration registration = new Registration(documents, splits, origin);
            List<Fate> fates = registration.register(units);
            batches.add(origin.batch(), registration.counts());
            return fates;
        });
    }

    @Override
    public List<Unit> unmet(Reading current) {
        return reading.unmet(current.origin(), ROWS_AT_ONCE);
    }

    @Override
    public boolean forget(Reading current, List<Unit> unmet) {
        Origin origin = current.origin();
        return inBatch(origin.batch(), row -> reading.isLatest(row, origin), row -> {
                    reading.forget(origin, unmet);
                    return row;
                })
                .isPresent();
    }

    @Override
    public void endReading(Reading current, List<String> leftOut) {
        Origin origin = current.origin();
        inBatch(origin.batch(), row -> reading.isLatest(row, origin), row -> {
            boolean cancelled = row.batch().phase() == Phase.CANCELLING;
            reading.end(origin.batch(), origin.split(), cancelled ? State.CANCELLED : State.READ);
            reading.noteLeftOut(origin, leftOut);
            return row;
        });
    }

    @Override
    public void readingFailed(String batch, int split, String error) {
        inBatch(batch, row -> row.isRunning() && reading.isToBeRead(batch, split), row -> {
            reading.end(batch, split, State.FAILED);
            if (row.batch().error() == null) {
                batches.setError(batch, "Part " + split + " could not be read: " + error);
            }
            return row;
        });
    }

    // Documents

    @Override
    public void settle(String batch, List<DocumentSettled> outcomes) {
        inBatch(batch, BatchRow::isRunning, row -> {
            Settlement settlement = new Settlement(documents, batch);
            settlement.settle(outcomes);
            batches.add(batch, settlement.counts());
            return row;
        });
    }

    @Override
    public boolean isUnderWay(DocumentKey document) {
        return documents.isOpen(document);
    }

    @Override
    public long latestOrder(SourceId source) {
        return batches.latestPosition(source);
    }

    @Override
    public Optional<SourcePosition> beginSweep(String batch) {
        return inBatch(batch, row -> row.runs(Phase.SWEEPING) && !row.swept(), row -> {
                    batches.clearKept(batch);
                    return row;
                })
                .map(BatchRow::position);
    }

    @Override
    public Optional<List<String>> registerRemovals(String batch, List<String> keys) {
        return inBatch(batch, row -> row.runs(Phase.SWEEPING), row -> sweeping.register(row, keys));
    }

    @Override
    public List<String> openRemovals(String batch, String afterKey, int limit) {
        return documents.open(batch, Kind.REMOVAL, afterKey, limit).stream()
                .map(DocumentRow::key)
                .toList();
    }

    @Override
    public void sweepEnded(String batch) {
        inBatch(batch, row -> row.runs(Phase.SWEEPING), row -> {
            batches.setSwept(batch, true);
            return row;
        });
    }

    @Override
    public void sweepFailed(String batch, String error) {
        inBatch(batch, row -> row.runs(Phase.SWEEPING), row -> {
            batches.setSwept(batch, true);
            batches.setError(batch, "What is gone from the source could not be removed: " + error);
            return row;
        });
    }

    // Going on after a restart, and retries

    @Override
    public Optional<Batch> resume(String batch) {
        return inBatch(batch, BatchRow::isRunning, row -> {
            resumption.resume(row);
            return read(batch);
        });
    }

    @Override
    public Reopened reopenPlan(String batch) {
        return reopen(batch, reopening::plan);
    }

    @Override
    public Reopened reopenSplit(String batch, int split) {
        return reopen(batch, row -> reopening.split(row, split));
    }

    @Override
    public Reopened reopenSweep(String batch) {
        return reopen(batch, reopening::sweep);
    }

    @Override
    public Reopened reopenDocument(Origin origin, String key) {
        return reopen(origin.batch(), row -> reopening.document(row, origin, key));
    }

    @Override
    public List<OpenDocument> openDocuments(String batch, String afterKey, int limit) {
        Optional<BatchRow> found = batches.find(batch);
        long since = found.map(BatchRow::since).orElse(0L);
        boolean anew = found.filter(BatchRow::embedsAnew).isPresent();
        return documents.open(batch, Kind.DOCUMENT, afterKey, limit).stream()
                .map(row -> new OpenDocument(new Origin(batch, row.split(), row.attempt(), since, anew), row.key()))
                .toList();
    }

    @Override
    public Optional<Unread> unread(String batch) {
        return inBatch(
                batch,
                BatchRow::knowsAllParts,
                row -> new Unread(splits.bounds(batch, State.UNCHANGED), splits.bounds(batch, State.FAILED)));
    }

    @Override
    public boolean purge(SourceId source) {
        return transaction(() -> {
            for (String batch : batches.purgeable(source)) {
                batches.lock(batch);
                if (!batches.purgeable(source).contains(batch)) {
                    continue; // it was opened again before it was locked
                }
                if (documents.delete(batch, ROWS_AT_ONCE) > 0) {
                    return true;
                }
                splits.delete(batch);
                batches.setPurged(batch);
            }
            return false;
        });
    }

    private Reopened reopen(String batch, Function<BatchRow, Reopened> how) {
        return inBatch(batch, row -> !row.purged() && row.batch().phase() != Phase.CANCELLING, how)
                .orElse(Reopened.REFUSED);
    }

    private Batch read(String batch) {
        return batches.find(batch).orElseThrow().batch();
    }

    private <T> Optional<T> inBatch(String batch, Predicate<BatchRow> condition, Function<BatchRow, T> action) {
        return transaction(() -> batches.lock(batch).filter(condition).map(action));
    }

    private <T> T transaction(Supplier<T> action) {
        return Objects.requireNonNull(transactions.execute(status -> action.get()));
    }
}
