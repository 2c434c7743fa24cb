package io.tabletalk.ingest.sql;

import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Batch.Phase;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.ingest.BatchStatusStore;
import io.tabletalk.ingest.DocumentSettled;
import io.tabletalk.ingest.Origin;
import io.tabletalk.ingest.sql.DocumentTable.DocumentRow;
import io.tabletalk.ingest.sql.SplitTable.SplitRow;
import io.tabletalk.ingest.sql.SplitTable.State;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import io.tabletalk.source.Split;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Batches in the state database. Every change of a batch begins by locking its row, so changes of one batch happen one
/// after another, whichever thread or process makes them. The SQL suits SQLite and PostgreSQL.
public final class SqlBatchStatusStore implements BatchStatusStore {

    private static final int ROWS_AT_ONCE = 2_000;

    private final TransactionTemplate transactions;
    private final BatchTable batches;
    private final SplitTable splits;
    private final DocumentTable documents;
    private final Reopening reopening;
    private final Sweeping sweeping;

    public SqlBatchStatusStore(
            JdbcClient database,
            NamedParameterJdbcTemplate statements,
            TransactionTemplate transactions,
            JsonMapper json,
            InstantSource clock) {
        this.transactions = transactions;
        this.batches = new BatchTable(database, clock);
        this.splits = new SplitTable(database, statements, json);
        this.documents = new DocumentTable(database, statements);
        this.reopening = new Reopening(batches, splits, documents);
        this.sweeping = new Sweeping(batches, splits, documents);
    }

    // Batches

    @Override
    public Batch create(SourceId source, Batch.Kind kind) {
        return batches.insert(source, kind).batch();
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
        return batches.recent(source, limit, offset).stream().map(BatchRow::batch).toList();
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
    public List<Batch> unfinished() {
        return batches.unfinished().stream().map(BatchRow::batch).toList();
    }

    @Override
    public Optional<Batch> startNext(SourceId source) {
        return transaction(() -> batches.oldestQueued(source).map(row -> {
            batches.start(row);
            return read(row.id());
        }));
    }

    @Override
    public Step next(String batch, int readsAtOnce) {
        return inBatch(batch, BatchRow::isRunning, row -> {
                    Step step = step(row, readsAtOnce);
                    if (step instanceof Step.Sweep) {
                        batches.setPhase(batch, Phase.SWEEPING);
                    }
                    return step;
                })
                .orElseGet(Step.Wait::new);
    }

    @Override
    public Optional<Batch> finish(String batch) {
        return inBatch(batch, row -> true, row -> {
            if (row.isRunning() && step(row, 0) instanceof Step.Finish) {
                batches.finish(batch, row.finalStatus());
            }
            return read(batch);
        });
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

    // Planning and reading

    @Override
    public void planned(String batch, List<Split> parts) {
        inBatch(batch, row -> row.runs(Phase.PLANNING), row -> {
            splits.replace(batch, parts);
            batches.setSplits(batch, parts.size());
            batches.setPhase(batch, Phase.READING);
            return row;
        });
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
        return inBatch(batch, row -> row.isRunning() && isToBeRead(batch, split), row -> {
                    if (row.batch().phase() == Phase.READING) {
                        return Optional.of(beginReading(row, split));
                    }
                    endSplit(batch, split, State.CANCELLED);
                    return Optional.<Reading>empty();
                })
                .flatMap(Function.identity());
    }

    @Override
    public Optional<List<Fate>> register(Reading reading, List<Unit> units) {
        Origin origin = reading.origin();
        return inBatch(origin.batch(), row -> isCurrent(row, origin), row -> {
            Registration registration = new Registration(documents, splits, origin);
            List<Fate> fates = registration.register(units);
            batches.add(origin.batch(), registration.counts());
            return fates;
        });
    }

    @Override
    public List<Unit> unmet(Reading reading) {
        Origin origin = reading.origin();
        return origin.attempt() == 1
                ? List.of()
                : documents.stale(origin, ROWS_AT_ONCE).stream()
                        .map(SqlBatchStatusStore::unit)
                        .toList();
    }

    @Override
    public boolean forget(Reading reading, List<Unit> unmet) {
        Origin origin = reading.origin();
        return inBatch(origin.batch(), row -> isLatest(row, origin), row -> {
                    Counts counts = new Counts();
                    for (Kind kind : List.of(Kind.DOCUMENT, Kind.UNREADABLE, Kind.DUPLICATE)) {
                        documents
                                .deleteStale(origin, kind, rowKeys(kind, origin, unmet))
                                .forEach(deleted -> {
                                    counts.document(-1);
                                    counts.outcome(kind, deleted.outcome(), -1);
                                });
                    }
                    batches.add(origin.batch(), counts);
                    return row;
                })
                .isPresent();
    }

    @Override
    public void endReading(Reading reading) {
        Origin origin = reading.origin();
        inBatch(origin.batch(), row -> isLatest(row, origin), row -> {
            boolean cancelled = row.batch().phase() == Phase.CANCELLING;
            endSplit(origin.batch(), origin.split(), cancelled ? State.CANCELLED : State.READ);
            return row;
        });
    }

    @Override
    public void readingFailed(String batch, int split, String error) {
        inBatch(batch, row -> row.isRunning() && isToBeRead(batch, split), row -> {
            endSplit(batch, split, State.FAILED);
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
            switch (row.batch().phase()) {
                case PLANNING, RETRYING -> {}
                case SWEEPING -> batches.setSwept(batch, false);
                case READING -> readUnfinishedAgain(batch);
                case CANCELLING -> {
                    splits.cancelUnread(batch, true);
                    forgetOpen(batch, Kind.DOCUMENT);
                    forgetOpen(batch, Kind.REMOVAL);
                }
            }
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
    public boolean purge(SourceId source) {
        return transaction(() -> {
            for (String batch : batches.purgeable(source)) {
                if (documents.delete(batch, ROWS_AT_ONCE) > 0) {
                    return true;
                }
                splits.delete(batch);
                batches.setPurged(batch);
            }
            return false;
        });
    }

    // Steps

    private Step step(BatchRow row, int readsAtOnce) {
        return switch (row.batch().phase()) {
            case PLANNING -> finishIf(row.batch().error() != null, row);
            case READING -> readOrSweep(row, readsAtOnce);
            case SWEEPING -> finishIf(row.swept() && row.open() == 0, row);
            case RETRYING -> finishIf(row.open() == 0, row);
            case CANCELLING -> finishIf(row.open() == 0 && splits.underWay(row.id()) == 0, row);
        };
    }

    private Step readOrSweep(BatchRow row, int readsAtOnce) {
        List<Split> claimed = splits.claim(row.id(), readsAtOnce - splits.underWay(row.id()));
        if (!claimed.isEmpty()) {
            return new Step.Read(row.batch().source(), claimed);
        }
        if (!row.everySplitEnded() || row.open() > 0) {
            return new Step.Wait();
        }
        if (sweeping.isPossible(row)) {
            return new Step.Sweep(row.batch().source());
        }
        return finishIf(true, row);
    }

    private static Step finishIf(boolean done, BatchRow row) {
        return done ? new Step.Finish(row.batch(), row.finalStatus(), row.readCompletely()) : new Step.Wait();
    }

    private Reading beginReading(BatchRow row, int split) {
        int attempt = splits.beginReading(row.id(), split);
        Origin origin = new Origin(row.id(), split, attempt, row.since(), row.embedsAnew());
        return new Reading(origin, Objects.requireNonNull(row.position(), "a running batch has a position"));
    }

    private boolean isToBeRead(String batch, int split) {
        return splits.find(batch, split).filter(SplitRow::isToBeRead).isPresent();
    }

    private boolean isCurrent(BatchRow row, Origin origin) {
        return row.runs(Phase.READING) && isLatest(row, origin);
    }

    private boolean isLatest(BatchRow row, Origin origin) {
        return row.isRunning()
                && splits.find(origin.batch(), origin.split())
                        .filter(split -> split.attempt() == origin.attempt() && split.state() == State.READING)
                        .isPresent();
    }

    private void endSplit(String batch, int split, State state) {
        splits.setState(batch, List.of(split), state);
        batches.addSplits(batch, state == State.READ ? 1 : 0, state == State.FAILED ? 1 : 0);
    }

    /// Parts under way, and parts of which a document is open since its message is lost, are read again.
    private void readUnfinishedAgain(String batch) {
        splits.takeBack(batch);
        Set<Integer> unsettled = documents.splitsWithOpenDocuments(batch);
        Map<State, List<Integer>> byState = unsettled.stream()
                .collect(Collectors.groupingBy(number ->
                        splits.find(batch, number).map(SplitRow::state).orElse(State.PENDING)));
        batches.addSplits(batch, -count(byState, State.READ), -count(byState, State.FAILED));
        splits.setState(batch, unsettled, State.PENDING);
        forgetOpen(batch, Kind.DOCUMENT);
    }

    private void forgetOpen(String batch, Kind kind) {
        int forgotten = documents.deleteOpen(batch, kind);
        Counts counts = new Counts();
        if (kind == Kind.REMOVAL) {
            counts.removal(-forgotten);
        } else {
            counts.document(-forgotten);
        }
        batches.add(batch, counts);
    }

    private Reopened reopen(String batch, Function<BatchRow, Reopened> how) {
        return inBatch(batch, row -> !row.purged() && row.batch().phase() != Phase.CANCELLING, how)
                .orElse(Reopened.REFUSED);
    }

    private static int count(Map<State, List<Integer>> byState, State state) {
        return byState.getOrDefault(state, List.of()).size();
    }

    private static Unit unit(DocumentRow row) {
        return row.kind() == Kind.DOCUMENT
                ? new Unit(Unit.Kind.DOCUMENT, row.key(), row.key(), 0)
                : Registration.refusedUnit(row);
    }

    private static List<String> rowKeys(Kind kind, Origin origin, List<Unit> units) {
        return units.stream()
                .filter(unit -> unit.kind().name().equals(kind.name()))
                .map(unit -> kind == Kind.DOCUMENT ? unit.key() : Registration.refusedKey(unit, origin.split()))
                .toList();
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
