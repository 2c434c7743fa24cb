package io.tabletalk.audit;

import io.tabletalk.audit.Audit.Problem;
import io.tabletalk.audit.Audit.Status;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One audit from its beginning to its end, on one thread.
final class AuditRun {

    /// So often is a document looked at that is another one each time.
    private static final int MOST_LOOKS = 4;

    private static final Duration BETWEEN_LOOKS_AT_A_BATCH = Duration.ofMillis(250);

    private final SnapshotReader reader;
    private final Quiet quiet;
    private final Ingestion ingestion;
    private final KnowledgeIndex index;
    private final RunningAudit audit;
    private final Path directory;
    private final Drift drift;
    private Reading reading = Reading.NONE;

    /// @param directory empty, for the files of this audit
    AuditRun(
            SnapshotReader reader,
            Quiet quiet,
            Ingestion ingestion,
            KnowledgeIndex index,
            RunningAudit audit,
            Path directory,
            int mostKeys)
            throws IOException {
        this.reader = reader;
        this.quiet = quiet;
        this.ingestion = ingestion;
        this.index = index;
        this.audit = audit;
        this.directory = directory;
        this.drift = new Drift(directory, mostKeys);
    }

    /// @throws AuditFailure when the source is being read for longer than the audit waits
    void run() throws IOException, InterruptedException {
        if (!quiet.awaitBatches(audit.source())) {
            throw new AuditFailure("The source is being read. Try again when that is done.");
        }
        look();
        boolean settled = true;
        for (int looks = 1; drift.open() > 0 && settled && looks < MOST_LOOKS; looks++) {
            audit.enters(Status.SETTLING);
            settled = quiet.await(audit.source());
            if (settled) {
                look();
            }
        }
        audit.found(reading, drift);
        if (audit.isRepairWanted() && drift.total() > 0) {
            repair();
        }
    }

    private void look() throws IOException, InterruptedException {
        audit.enters(Status.COMPARING);
        try (Snapshot snapshot = reader.read(audit.source(), directory, audit::hasRead)) {
            drift.look(snapshot);
            reading = snapshot.reading().withUnreadPartsOf(reading);
        }
    }

    /// Has the source read again: what differs goes through the pipeline as everything does, and the rest costs
    /// nothing.
    private void repair() throws IOException, InterruptedException {
        audit.enters(Status.REPAIRING);
        Batch batch = ingestion.start(audit.source());
        audit.repairsBy(batch.id());
        while (!batch.status().isFinal()) {
            Thread.sleep(BETWEEN_LOOKS_AT_A_BATCH);
            batch = ingestion.find(batch.id()).orElse(batch);
        }
        long repaired = 0;
        for (int part = 0; part < Ledger.PARTS; part++) {
            repaired += repaired(drift.confirmed(part));
        }
        audit.hasRepaired(repaired);
    }

    private long repaired(Map<String, Difference> differences) {
        SourceId source = audit.source();
        Map<DocumentKey, IndexedDocument> held = index.find(differences.keySet().stream()
                .map(key -> new DocumentKey(source, key))
                .toList());
        return differences.values().stream()
                .filter(difference -> isMended(difference, held.get(new DocumentKey(source, difference.key()))))
                .count();
    }

    private static boolean isMended(Difference difference, @Nullable IndexedDocument held) {
        return difference.problem() == Problem.ORPHANED
                ? held == null
                : held != null && !held.contentHash().equals(difference.inIndex());
    }
}
