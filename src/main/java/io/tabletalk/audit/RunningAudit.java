package io.tabletalk.audit;

import io.tabletalk.audit.Audit.Findings;
import io.tabletalk.audit.Audit.Problem;
import io.tabletalk.audit.Audit.Status;
import io.tabletalk.knowledge.SourceId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An audit under way. One thread runs it, any may look at it.
final class RunningAudit {

    private final String id = UUID.randomUUID().toString();
    private final SourceId source;
    private final Instant startedAt;
    private volatile Status status = Status.WAITING;
    private volatile Findings findings = Findings.NONE;
    private volatile @Nullable String repairBatch;
    private volatile long repaired;
    private volatile boolean repairWanted;

    RunningAudit(SourceId source, Instant startedAt) {
        this.source = source;
        this.startedAt = startedAt;
    }

    SourceId source() {
        return source;
    }

    Audit state() {
        return new Audit(id, source, status, startedAt, null, findings, repairBatch, repaired, null);
    }

    /// @param error why it could not be finished, or null
    Audit ended(Instant finishedAt, @Nullable String error) {
        Status end = error == null ? Status.COMPLETED : Status.FAILED;
        return new Audit(id, source, end, startedAt, finishedAt, findings, repairBatch, repaired, error);
    }

    /// What differs is to be mended, too.
    void wantRepair() {
        repairWanted = true;
    }

    boolean isRepairWanted() {
        return repairWanted;
    }

    void enters(Status now) {
        status = now;
    }

    void hasRead(long documents, long unreadable) {
        findings = findings.with(Reading.soFar(documents, unreadable));
    }

    void found(Reading reading, Drift drift) {
        findings = new Findings(
                reading,
                drift.count(Problem.MISSING),
                drift.count(Problem.STALE),
                drift.count(Problem.ORPHANED),
                drift.count(Problem.KEPT),
                drift.open(),
                drift.keys());
    }

    void repairsBy(String batch) {
        repairBatch = batch;
    }

    void hasRepaired(long documents) {
        repaired = documents;
    }
}
