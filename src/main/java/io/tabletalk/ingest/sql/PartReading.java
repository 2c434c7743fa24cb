package io.tabletalk.ingest.sql;

import io.tabletalk.ingest.Batch.Phase;
import io.tabletalk.ingest.BatchStatusStore.Reading;
import io.tabletalk.ingest.BatchStatusStore.Unit;
import io.tabletalk.ingest.Origin;
import io.tabletalk.ingest.sql.DocumentTable.DocumentRow;
import io.tabletalk.ingest.sql.SplitTable.SplitRow;
import io.tabletalk.ingest.sql.SplitTable.State;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Readings of parts: which one counts, what it has met, and how it ends. Within a transaction that has locked the
/// batch.
final class PartReading {

    private static final int LEFT_OUT_TOLD = 3;

    private final BatchTable batches;
    private final SplitTable splits;
    private final DocumentTable documents;

    PartReading(BatchTable batches, SplitTable splits, DocumentTable documents) {
        this.batches = batches;
        this.splits = splits;
        this.documents = documents;
    }

    /// Begins a reading, unless the batch wants no more.
    Optional<Reading> begin(BatchRow row, int split) {
        if (row.batch().phase() != Phase.READING) {
            end(row.id(), split, State.CANCELLED);
            return Optional.empty();
        }
        int attempt = splits.beginReading(row.id(), split);
        Origin origin = new Origin(row.id(), split, attempt, row.since(), row.embedsAnew());
        return Optional.of(new Reading(origin, Objects.requireNonNull(row.position(), "a running batch has one")));
    }

    boolean isToBeRead(String batch, int split) {
        return splits.find(batch, split).filter(SplitRow::isToBeRead).isPresent();
    }

    /// Whether the reading may go on.
    boolean isCurrent(BatchRow row, Origin origin) {
        return row.runs(Phase.READING) && isLatest(row, origin);
    }

    /// Whether no newer reading of the part has begun.
    boolean isLatest(BatchRow row, Origin origin) {
        return row.isRunning()
                && splits.find(origin.batch(), origin.split())
                        .filter(split -> split.attempt() == origin.attempt() && split.state() == State.READING)
                        .isPresent();
    }

    void end(String batch, int split, State state) {
        splits.setState(batch, List.of(split), state);
        batches.addSplits(batch, state == State.READ ? 1 : 0, state == State.FAILED ? 1 : 0);
    }

    /// Says in the batch what its parts leave out: all of it for the first, their number for the others.
    void noteLeftOut(Origin origin, List<String> leftOut) {
        if (leftOut.isEmpty() && origin.attempt() == 1) {
            return;
        }
        splits.setLeftOut(origin.batch(), origin.split(), leftOut.isEmpty() ? null : String.join(" ", leftOut));
        String told = String.join(" ", splits.leftOut(origin.batch(), LEFT_OUT_TOLD));
        int more = splits.leavingOut(origin.batch()) - LEFT_OUT_TOLD;
        batches.setLeftOut(
                origin.batch(),
                told.isEmpty() ? null : more > 0 ? told + " And of %,d more files.".formatted(more) : told);
    }

    List<Unit> unmet(Origin origin, int limit) {
        return origin.attempt() == 1
                ? List.of()
                : documents.stale(origin, limit).stream().map(PartReading::unit).toList();
    }

    void forget(Origin origin, List<Unit> unmet) {
        Counts counts = new Counts();
        for (Kind kind : List.of(Kind.DOCUMENT, Kind.UNREADABLE, Kind.DUPLICATE)) {
            documents.deleteStale(origin, kind, rowKeys(kind, origin, unmet)).forEach(deleted -> {
                counts.document(-1);
                counts.row(deleted, -1);
            });
        }
        batches.add(origin.batch(), counts);
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
}
