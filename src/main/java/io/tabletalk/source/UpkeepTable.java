package io.tabletalk.source;

import io.tabletalk.knowledge.SourceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The columns of table `source` that say how a source is kept in step.
@Repository
class UpkeepTable {

    private final JdbcClient database;

    UpkeepTable(JdbcClient database) {
        this.database = database;
    }

    static Upkeep read(ResultSet row) throws SQLException {
        String every = row.getString("schedule_every");
        String cron = row.getString("schedule_cron");
        long next = row.getLong("next_run");
        Instant nextRun = row.wasNull() ? null : Instant.ofEpochMilli(next);
        Schedule schedule = every == null && cron == null ? null : Schedule.of(every, cron);
        return new Upkeep(row.getInt("paused") == 1, schedule, nextRun);
    }

    Optional<Upkeep> find(SourceId id) {
        return database.sql("SELECT * FROM source WHERE id = :id")
                .param("id", id.value())
                .query((row, number) -> read(row))
                .optional();
    }

    /// Returns whether it was not so before.
    boolean setPaused(SourceId id, boolean paused) {
        return database.sql("UPDATE source SET paused = :paused WHERE id = :id AND paused <> :paused")
                        .param("paused", paused ? 1 : 0)
                        .param("id", id.value())
                        .update()
                > 0;
    }

    void setSchedule(SourceId id, @Nullable Schedule schedule, @Nullable Instant nextRun) {
        ScheduleForm form = schedule == null ? new ScheduleForm(null, null) : ScheduleForm.of(schedule);
        database.sql("""
                        UPDATE source SET schedule_every = :every, schedule_cron = :cron, next_run = :next
                        WHERE id = :id""")
                .param("every", form.every())
                .param("cron", form.cron())
                .param("next", nextRun == null ? null : nextRun.toEpochMilli())
                .param("id", id.value())
                .update();
    }

    List<SourceId> due(Instant now) {
        return database.sql("SELECT id FROM source WHERE next_run <= :now AND paused = 0 ORDER BY next_run")
                .param("now", now.toEpochMilli())
                .query((row, number) -> new SourceId(row.getString("id")))
                .list();
    }

    /// Moves the next run. Returns whether it stood where it was thought to.
    boolean move(SourceId id, Instant from, Instant to) {
        return database.sql("UPDATE source SET next_run = :to WHERE id = :id AND next_run = :from AND paused = 0")
                        .param("to", to.toEpochMilli())
                        .param("from", from.toEpochMilli())
                        .param("id", id.value())
                        .update()
                == 1;
    }
}
