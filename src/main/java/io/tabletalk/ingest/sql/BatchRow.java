package io.tabletalk.ingest.sql;

import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Batch.Phase;
import io.tabletalk.ingest.Batch.Status;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A row of the table `batch`: the batch as others see it, and what only the store needs to know.
///
/// @param since order of the position at which it first began; 0 before
record BatchRow(
        Batch batch,
        boolean reopened,
        boolean swept,
        boolean purged,
        @Nullable SourcePosition position,
        long since,
        long removals,
        long removalsFailed,
        @Nullable String mark,
        String markContext,
        int unchanged) {

    static BatchRow of(ResultSet row, int number) throws SQLException {
        long position = row.getLong("position");
        SourcePosition readAt = row.wasNull() ? null : SourcePosition.readAt(Micros.toInstant(position));
        return new BatchRow(
                batch(row),
                row.getInt("reopened") == 1,
                row.getInt("swept") == 1,
                row.getInt("purged") == 1,
                readAt,
                row.getLong("since"),
                row.getLong("removals"),
                row.getLong("removals_failed"),
                row.getString("mark"),
                row.getString("mark_context"),
                row.getInt("unchanged"));
    }

    String id() {
        return batch.id();
    }

    long sequence() {
        return batch.sequence();
    }

    boolean isRunning() {
        return batch.status() == Status.RUNNING;
    }

    boolean runs(Phase phase) {
        return isRunning() && batch.phase() == phase;
    }

    boolean embedsAnew() {
        return batch.kind() == Batch.Kind.REINDEX;
    }

    /// Documents and removals whose outcome is not known yet.
    long open() {
        long documents = batch.read() - batch.processed() - batch.failed();
        return documents + removals - batch.removed() - removalsFailed;
    }

    boolean everySplitEnded() {
        Integer splits = batch.splits();
        return splits != null && batch.splitsRead() + batch.splitsFailed() == splits;
    }

    boolean readCompletely() {
        return batch.kind().isComplete() && hasReadAllParts();
    }

    /// Whether it is done with its parts, and they are all that its source has.
    boolean knowsAllParts() {
        return everySplitEnded() && (batch.kind().isComplete() || unchanged > 0);
    }

    /// Whether all that was planned was read, in one go.
    boolean hasReadAllParts() {
        return batch.kind().isRead() && !reopened && everySplitEnded() && batch.splitsFailed() == 0;
    }

    Status finalStatus() {
        Integer splits = batch.splits();
        boolean nothingRead = splits != null && splits > 0 && batch.splitsRead() == 0 && batch.read() == 0;
        boolean errors = batch.failed() > 0 || batch.splitsFailed() > 0 || removalsFailed > 0 || batch.error() != null;
        if (batch.phase() == Phase.CANCELLING) {
            return Status.CANCELLED;
        }
        if (batch.phase() == Phase.PLANNING || nothingRead) {
            return Status.FAILED;
        }
        return errors ? Status.COMPLETED_WITH_ERRORS : Status.COMPLETED;
    }

    private static Batch batch(ResultSet row) throws SQLException {
        int splits = row.getInt("splits");
        boolean planned = !row.wasNull();
        long documents = row.getLong("documents");
        int read = row.getInt("splits_read");
        int failed = row.getInt("splits_failed");
        long finished = row.getLong("finished_at");
        boolean isFinished = !row.wasNull();
        return new Batch(
                row.getString("id"),
                row.getLong("sequence"),
                new SourceId(row.getString("source")),
                Batch.Kind.valueOf(upper(row, "kind")),
                Status.valueOf(upper(row, "status")),
                Phase.valueOf(upper(row, "phase")),
                planned ? splits : null,
                read,
                failed,
                planned && read + failed == splits ? documents : null,
                documents,
                row.getLong("embedded"),
                row.getLong("applied"),
                row.getLong("added"),
                row.getLong("deleted"),
                row.getLong("skipped"),
                row.getLong("failed"),
                row.getLong("removed"),
                row.getLong("kept"),
                row.getString("error"),
                note(row),
                Micros.toInstant(row.getLong("created_at")),
                Micros.toInstant(row.getLong("updated_at")),
                isFinished ? Micros.toInstant(finished) : null,
                took(row),
                null);
    }

    private static Duration took(ResultSet row) throws SQLException {
        long worked = row.getLong("worked");
        long began = row.getLong("began_at");
        boolean works = !row.wasNull();
        return Duration.of(works ? worked + Math.max(0, row.getLong("updated_at") - began) : worked, ChronoUnit.MICROS);
    }

    /// Why it was started, and what a read that has ended left undone.
    private static @Nullable String note(ResultSet row) throws SQLException {
        boolean completed = row.getString("status").startsWith("completed");
        String note = Stream.of(
                        row.getString("reason"),
                        completed ? row.getString("left_out") : null,
                        completed ? kept(row) : null)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return note.isEmpty() ? null : note;
    }

    /// What it left in the index without knowing whether it is gone.
    private static @Nullable String kept(ResultSet row) throws SQLException {
        if (!Batch.Kind.valueOf(upper(row, "kind")).isComplete()) {
            return null;
        }
        if (row.getInt("swept") == 0) {
            return "What is gone from the source was not removed, since it might stand in what could not be read."
                    + " The next read that can tell removes it.";
        }
        long kept = row.getLong("kept");
        return switch ((int) Math.min(kept, 2)) {
            case 0 -> null;
            case 1 -> "1 document that was not met was kept, since it may stand in what could not be read.";
            default ->
                "%,d documents that were not met were kept, since they may stand in what could not be read."
                        .formatted(kept);
        };
    }

    private static String upper(ResultSet row, String column) throws SQLException {
        return row.getString(column).toUpperCase(Locale.ROOT);
    }
}
