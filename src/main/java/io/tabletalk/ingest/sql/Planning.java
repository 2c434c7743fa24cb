package io.tabletalk.ingest.sql;

import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Batch.Phase;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.ingest.Plan;
import io.tabletalk.ingest.ReadMark;
import io.tabletalk.ingest.sql.SplitTable.State;
import io.tabletalk.knowledge.SourceId;
import java.time.Instant;
import java.util.Optional;

/// Stores what a batch is going to read, and how far its source has been read when it has, within a transaction that
/// has locked the batch.
final class Planning {

    private final BatchTable batches;
    private final SplitTable splits;
    private final MarkTable marks;

    Planning(BatchTable batches, SplitTable splits, MarkTable marks) {
        this.batches = batches;
        this.splits = splits;
        this.marks = marks;
    }

    void planned(BatchRow row, Plan plan) {
        String batch = row.id();
        Batch.Kind kind = row.batch().kind();
        boolean everything = plan.isComplete() && plan.unchanged().isEmpty();
        splits.replace(batch, plan.parts());
        splits.setState(batch, plan.unchanged(), State.UNCHANGED);
        batches.setPlan(batch, everything && kind == Batch.Kind.CHANGES ? Batch.Kind.SYNC : kind, plan);
        batches.setSplits(batch, plan.parts().size());
        batches.addSplits(batch, plan.unchanged().size(), 0);
        batches.setPhase(batch, Phase.READING);
    }

    Optional<ReadMark> mark(SourceId source) {
        return marks.find(source);
    }

    /// Failed documents do not hold the mark back: they are dead letters, and would fail again with each read.
    void noteMark(BatchRow row, Status ending) {
        SourceId source = row.batch().source();
        String mark = row.mark();
        if (row.batch().kind() == Batch.Kind.REMOVAL) {
            marks.remove(source);
        } else if (mark != null && row.hasReadAllParts() && ending != Status.CANCELLED) {
            Instant completeAt = row.batch().kind().isComplete()
                    ? row.batch().createdAt()
                    : marks.find(source).map(ReadMark::completeAt).orElse(Instant.EPOCH);
            marks.put(source, new ReadMark(mark, row.markContext(), completeAt));
        }
    }
}
