package io.tabletalk.ingest.sql;

import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Batch.Phase;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.ingest.DeletionFences;
import io.tabletalk.ingest.Plan;
import io.tabletalk.knowledge.SourceId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The SQL on the table `batch`.
final class BatchTable {

    /// Later than before, also when this process's clock is behind that of the one which changed the batch last.
    private static final String LATER = "CASE WHEN updated_at < :now THEN :now ELSE updated_at + 1 END";

    private final JdbcClient database;
    private final InstantSource clock;

    BatchTable(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Two processes that create batches at once may choose the same place; the one that comes second chooses again.
    BatchRow insert(SourceId source, Batch.Kind kind, @Nullable String reason) {
        Optional<BatchRow> inserted = insertLast(source, kind, reason);
        while (inserted.isEmpty()) {
            inserted = insertLast(source, kind, reason);
        }
        return inserted.get();
    }

    private Optional<BatchRow> insertLast(SourceId source, Batch.Kind kind, @Nullable String reason) {
        Phase first = kind.isRead() ? Phase.PLANNING : Phase.SWEEPING;
        return database.sql("""
                        INSERT INTO batch (id, sequence, source, kind, status, phase, reason, created_at, updated_at)
                        SELECT :id, coalesce(max(sequence), 0) + 1, :source, :kind, 'queued', :phase, :reason, :now, :now
                        FROM batch WHERE true
                        ON CONFLICT (sequence) DO NOTHING
                        RETURNING *""")
                .param("id", UUID.randomUUID().toString())
                .param("source", source.value())
                .param("kind", text(kind))
                .param("phase", text(first))
                .param("reason", reason)
                .param("now", now())
                .query(BatchRow::of)
                .optional();
    }

    Optional<BatchRow> find(String id) {
        return database.sql("SELECT * FROM batch WHERE id = :id")
                .param("id", id)
                .query(BatchRow::of)
                .optional();
    }

    /// Nothing takes a batch out of that phase again, its end neither.
    Set<String> cancelled(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(database.sql("SELECT id FROM batch WHERE id IN (:ids) AND phase = :cancelling")
                .param("ids", ids)
                .param("cancelling", text(Phase.CANCELLING))
                .query(String.class)
                .list());
    }

    /// Reads the row and holds it until the transaction ends: all that happens to one batch happens one after another.
    Optional<BatchRow> lock(String id) {
        return database.sql("""
                        UPDATE batch SET updated_at = CASE WHEN finished_at IS NULL THEN %s ELSE updated_at END
                        WHERE id = :id RETURNING *""".formatted(LATER))
                .param("now", now())
                .param("id", id)
                .query(BatchRow::of)
                .optional();
    }

    List<BatchRow> recent(int limit, int offset) {
        return database.sql("SELECT * FROM batch ORDER BY sequence DESC LIMIT :limit OFFSET :offset")
                .param("limit", limit)
                .param("offset", offset)
                .query(BatchRow::of)
                .list();
    }

    List<BatchRow> recent(SourceId source, int limit, int offset) {
        return database.sql("""
                        SELECT * FROM batch WHERE source = :source
                        ORDER BY sequence DESC LIMIT :limit OFFSET :offset
                        """)
                .param("source", source.value())
                .param("limit", limit)
                .param("offset", offset)
                .query(BatchRow::of)
                .list();
    }

    boolean knows(SourceId source) {
        return !database.sql("SELECT 1 FROM batch WHERE source = :source AND kind <> 'removal' LIMIT 1")
                .param("source", source.value())
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    /// When a batch that has read all of the source last ended, in microseconds. When one was reopened since to mend
    /// single documents or parts, its end no longer tells; then it counts from where it first began.
    Optional<Long> lastRead(SourceId source) {
        return database.sql("""
                        SELECT CASE WHEN reopened = 1 THEN since ELSE finished_at END AS read_at FROM batch
                        WHERE source = :source AND kind IN ('sync', 'reindex') AND splits_failed = 0
                        AND status IN ('completed', 'completed_with_errors') ORDER BY read_at DESC LIMIT 1""")
                .param("source", source.value())
                .query(Long.class)
                .optional();
    }

    List<BatchRow> unfinished() {
        return database.sql("SELECT * FROM batch WHERE status IN ('queued', 'running') ORDER BY sequence")
                .query(BatchRow::of)
                .list();
    }

    /// Lets the oldest queued batch of a source run, unless one runs. What it reads from now on has a position later
    /// than that of every earlier batch of the source, even when the clock was set back, or it would lose against
    /// what
    /// the index holds. A sweep goes by what was read before, so it keeps the position of that.
    ///
    /// @throws org.springframework.dao.DuplicateKeyException when another process has started one meanwhile
    Optional<BatchRow> startOldestQueued(SourceId source) {
        return database.sql("""
                        UPDATE batch SET status = 'running', began_at = :now, updated_at = %s,
                            since = coalesce(since, :position),
                            position = CASE
                                WHEN position IS NULL OR phase IN ('planning', 'reading') THEN :position
                                ELSE position END
                        WHERE status = 'queued' AND id = (
                            SELECT id FROM batch WHERE source = :source AND status = 'queued'
                            AND NOT EXISTS (SELECT 1 FROM batch WHERE source = :source AND status = 'running')
                            ORDER BY sequence LIMIT 1)
                        RETURNING *""".formatted(LATER))
                .param("source", source.value())
                .param("position", nextPosition(source))
                .param("now", now())
                .query(BatchRow::of)
                .optional();
    }

    void setPhase(String id, Phase phase) {
        database.sql("UPDATE batch SET phase = :phase WHERE id = :id")
                .param("phase", text(phase))
                .param("id", id)
                .update();
    }

    void setError(String id, @Nullable String error) {
        database.sql("UPDATE batch SET error = :error WHERE id = :id")
                .param("error", error)
                .param("id", id)
                .update();
    }

    void setPlan(String id, Batch.Kind kind, Plan plan) {
        database.sql("""
                        UPDATE batch SET kind = :kind, mark = :mark, mark_context = :context, unchanged = :unchanged
                        WHERE id = :id""")
                .param("kind", text(kind))
                .param("mark", plan.mark())
                .param("context", plan.context())
                .param("unchanged", plan.unchanged().size())
                .param("id", id)
                .update();
    }

    /// Reads of changes follow each other closely; of those that went well and have nothing left to tell, the latest is
    /// enough.
    void forgetEarlierChanges(BatchRow row) {
        database.sql("""
                        DELETE FROM batch WHERE source = :source AND kind = 'changes' AND status = 'completed'
                        AND purged = 1 AND sequence < :sequence""")
                .param("source", row.batch().source().value())
                .param("sequence", row.sequence())
                .update();
    }

    void setSplits(String id, int splits) {
        database.sql("UPDATE batch SET splits = :splits, splits_read = 0, splits_failed = 0 WHERE id = :id")
                .param("splits", splits)
                .param("id", id)
                .update();
    }

    void addSplits(String id, int read, int failed) {
        database.sql("""
                        UPDATE batch SET splits_read = splits_read + :read, splits_failed = splits_failed + :failed
                        WHERE id = :id""")
                .param("read", read)
                .param("failed", failed)
                .param("id", id)
                .update();
    }

    void add(String id, Counts counts) {
        database.sql("""
                        UPDATE batch SET documents = documents + :documents, applied = applied + :applied,
                            embedded = embedded + :embedded, added = added + :added, deleted = deleted + :deleted,
                            skipped = skipped + :skipped, failed = failed + :failed, removals = removals + :removals,
                            removed = removed + :removed, removals_failed = removals_failed + :removalsFailed,
                            kept = kept + :kept
                        WHERE id = :id""")
                .param("documents", counts.documents())
                .param("applied", counts.applied())
                .param("embedded", counts.embedded())
                .param("added", counts.added())
                .param("deleted", counts.deleted())
                .param("skipped", counts.skipped())
                .param("failed", counts.failed())
                .param("removals", counts.removals())
                .param("removed", counts.removed())
                .param("removalsFailed", counts.removalsFailed())
                .param("kept", counts.kept())
                .param("id", id)
                .update();
    }

    void setLeftOut(String id, @Nullable String leftOut) {
        database.sql("UPDATE batch SET left_out = :leftOut WHERE id = :id")
                .param("leftOut", leftOut)
                .param("id", id)
                .update();
    }

    void setSwept(String id, boolean swept) {
        database.sql("UPDATE batch SET swept = :swept WHERE id = :id")
                .param("swept", swept ? 1 : 0)
                .param("id", id)
                .update();
    }

    /// What a sweep keeps is counted anew each time that it begins.
    void clearKept(String id) {
        database.sql("UPDATE batch SET kept = 0 WHERE id = :id").param("id", id).update();
    }

    void finish(String id, Status status) {
        database.sql("""
                        UPDATE batch SET status = :status, finished_at = :now, began_at = NULL,
                            worked = worked + CASE WHEN :now > began_at THEN :now - began_at ELSE 0 END
                        WHERE id = :id""")
                .param("status", text(status))
                .param("now", now())
                .param("id", id)
                .update();
    }

    /// A finished batch waits for its turn again.
    void requeue(String id, Phase phase) {
        database.sql("UPDATE batch SET status = 'queued', phase = :phase, finished_at = NULL, updated_at = " + LATER
                        + " WHERE id = :id")
                .param("phase", text(phase))
                .param("now", now())
                .param("id", id)
                .update();
    }

    /// From now on the batch is a mending of single documents or parts, no longer one read of the whole source.
    void setReopened(String id) {
        database.sql("UPDATE batch SET reopened = 1 WHERE id = :id")
                .param("id", id)
                .update();
    }

    boolean isNewestOfItsSource(BatchRow row) {
        return database.sql("SELECT count(*) FROM batch WHERE source = :source AND sequence > :sequence")
                        .param("source", row.batch().source().value())
                        .param("sequence", row.sequence())
                        .query(Long.class)
                        .single()
                == 0;
    }

    List<String> purgeable(SourceId source) {
        return database.sql("""
                        SELECT id FROM batch b
                        WHERE source = :source AND purged = 0 AND finished_at IS NOT NULL
                        AND (status IN ('completed', 'cancelled') OR EXISTS (
                            SELECT 1 FROM batch later WHERE later.source = b.source AND later.sequence > b.sequence
                            AND later.status IN ('completed', 'completed_with_errors')))""")
                .param("source", source.value())
                .query(String.class)
                .list();
    }

    void setPurged(String id) {
        database.sql("UPDATE batch SET purged = 1 WHERE id = :id")
                .param("id", id)
                .update();
    }

    /// The latest position that a batch of the source has had; 0 when none has.
    long latestPosition(SourceId source) {
        return database.sql("SELECT coalesce(max(position), 0) FROM batch WHERE source = :source")
                .param("source", source.value())
                .query(Long.class)
                .single();
    }

    private long nextPosition(SourceId source) {
        long deleted = new DeletionFences(database).latest(source);
        return Math.max(now(), Math.max(latestPosition(source), deleted) + 1);
    }

    private long now() {
        return Micros.of(clock.instant());
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
