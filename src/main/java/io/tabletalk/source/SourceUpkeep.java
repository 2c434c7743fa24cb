package io.tabletalk.source;

import io.tabletalk.knowledge.SourceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/// Pauses, resumes and schedules sources. All of it is in the state database, so it survives a restart.
@Service
class SourceUpkeep implements Schedules {

    private final UpkeepTable table;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    @Autowired
    SourceUpkeep(UpkeepTable table, ApplicationEventPublisher events) {
        this(table, events, InstantSource.system());
    }

    SourceUpkeep(UpkeepTable table, ApplicationEventPublisher events, InstantSource clock) {
        this.table = table;
        this.events = events;
        this.clock = clock;
    }

    void pause(SourceId source) {
        setPaused(source, true);
    }

    /// A run that fell due meanwhile is made at once.
    void resume(SourceId source) {
        setPaused(source, false);
    }

    /// Whoever follows a source begins anew when it has changed: one that is so already is left alone.
    private void setPaused(SourceId source, boolean paused) {
        if (table.setPaused(source, paused)) {
            events.publishEvent(new SourceChanged(source));
        }
    }

    /// Gives a source its schedule, or takes it away. The one that it has already goes on as it is.
    void schedule(SourceId source, @Nullable Schedule schedule) {
        Optional<Schedule> former = table.find(source).map(Upkeep::schedule);
        if (!former.equals(Optional.ofNullable(schedule))) {
            table.setSchedule(source, schedule, schedule == null ? null : schedule.next(clock.instant()));
        }
    }

    @Override
    public List<SourceId> due(Instant now) {
        return table.due(now);
    }

    @Override
    public boolean take(SourceId source, Instant now) {
        Upkeep upkeep = table.find(source).orElse(Upkeep.NONE);
        Instant due = upkeep.nextRun();
        Schedule schedule = upkeep.schedule();
        return due != null && schedule != null && !due.isAfter(now) && table.move(source, due, schedule.next(now));
    }
}
