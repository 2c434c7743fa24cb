package io.tabletalk.ingest.sql;

import io.tabletalk.ingest.BatchStatusStore.Step;
import io.tabletalk.source.Split;
import java.util.List;

/// Finds out what a running batch needs next, within a transaction that has locked the batch.
final class Steps {

    private final SplitTable splits;
    private final Sweeping sweeping;

    Steps(SplitTable splits, Sweeping sweeping) {
        this.splits = splits;
        this.sweeping = sweeping;
    }

    /// Hands out parts so that at most `readsAtOnce` are under way.
    Step next(BatchRow row, int readsAtOnce) {
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
}
