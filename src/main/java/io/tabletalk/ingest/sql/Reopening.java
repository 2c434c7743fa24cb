package io.tabletalk.ingest.sql;

import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Batch.Phase;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.ingest.BatchStatusStore.Reopened;
import io.tabletalk.ingest.Origin;
import io.tabletalk.ingest.Outcome;
import io.tabletalk.ingest.sql.DocumentTable.DocumentRow;
import io.tabletalk.ingest.sql.SplitTable.SplitRow;
import io.tabletalk.ingest.sql.SplitTable.State;
import java.util.List;

/// Opens batches again for the retry of a dead letter, within a transaction that has locked the batch.
final class Reopening {

    private final BatchTable batches;
    private final SplitTable splits;
    private final DocumentTable documents;

    Reopening(BatchTable batches, SplitTable splits, DocumentTable documents) {
        this.batches = batches;
        this.splits = splits;
        this.documents = documents;
    }

    Reopened plan(BatchRow row) {
        if (row.batch().status() != Status.FAILED || row.batch().phase() != Phase.PLANNING) {
            return Reopened.REFUSED;
        }
        batches.setError(row.id(), null);
        return resumeAs(row, Phase.PLANNING);
    }

    /// Reads a part again, whether it failed as a whole or held something unreadable. Refused while the batch sweeps:
    /// the sweep relies on what was read.
    Reopened split(BatchRow row, int number) {
        Batch batch = row.batch();
        State state = splits.find(row.id(), number).map(SplitRow::state).orElse(State.CANCELLED);
        boolean sweeping = !batch.status().isFinal() && batch.phase() == Phase.SWEEPING;
        if (sweeping || state == State.CANCELLED) {
            return Reopened.REFUSED;
        }
        if (state == State.READ || state == State.FAILED) {
            splits.setState(row.id(), List.of(number), State.PENDING);
            batches.addSplits(row.id(), state == State.READ ? -1 : 0, state == State.FAILED ? -1 : 0);
        }
        if (state == State.FAILED && batch.splitsFailed() == 1) {
            batches.setError(row.id(), null);
        }
        return resumeAs(row, Phase.READING);
    }

    /// Refused when the source has been read again since: what this batch has not seen may have come back.
    Reopened sweep(BatchRow row) {
        if (!row.batch().status().isFinal()
                || row.batch().phase() != Phase.SWEEPING
                || !batches.isNewestOfItsSource(row)) {
            return Reopened.REFUSED;
        }
        batches.setError(row.id(), null);
        batches.setSwept(row.id(), false);
        return resumeAs(row, Phase.SWEEPING);
    }

    Reopened document(BatchRow row, Origin origin, String key) {
        Kind kind = origin.split() == Origin.SWEEP ? Kind.REMOVAL : Kind.DOCUMENT;
        DocumentRow document = documents.find(row.id(), kind, List.of(key)).get(key);
        if (document == null || !document.comesFrom(origin)) {
            return Reopened.REFUSED;
        }
        if (document.outcome() == Outcome.FAILED) {
            DocumentRow open = document.open();
            Counts counts = new Counts();
            counts.row(document, -1);
            counts.row(open, 1);
            batches.add(row.id(), counts);
            documents.put(row.id(), List.of(open));
        }
        boolean finished = row.batch().status().isFinal();
        return resumeAs(row, finished ? Phase.RETRYING : row.batch().phase());
    }

    private Reopened resumeAs(BatchRow row, Phase phase) {
        return switch (row.batch().status()) {
            case RUNNING -> {
                batches.setPhase(row.id(), phase);
                yield Reopened.RUNNING;
            }
            case QUEUED -> {
                batches.setPhase(row.id(), phase);
                yield Reopened.QUEUED;
            }
            case COMPLETED, COMPLETED_WITH_ERRORS, FAILED, CANCELLED -> {
                batches.requeue(row.id(), phase);
                if (phase == Phase.READING || phase == Phase.RETRYING) {
                    batches.setReopened(row.id());
                }
                yield Reopened.QUEUED;
            }
        };
    }
}
