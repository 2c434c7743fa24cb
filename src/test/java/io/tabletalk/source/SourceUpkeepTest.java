package io.tabletalk.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.testing.StateDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceUpkeepTest {

    private static final SourceId ORDERS = new SourceId("orders");
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final Schedule QUARTERLY = Schedule.of("PT15M", null);

    @TempDir
    Path directory;

    private final List<Object> events = new ArrayList<>();
    private Instant now = START;
    private StateDatabase state;
    private SourceTable sources;
    private SourceUpkeep upkeep;

    @BeforeEach
    void open() {
        state = StateDatabase.open(directory);
        sources = new SourceTable(state.client());
        upkeep = upkeep();
        put();
    }

    @AfterEach
    void close() {
        state.close();
    }

    private SourceUpkeep upkeep() {
        return new SourceUpkeep(new UpkeepTable(state.client()), events::add, () -> now);
    }

    private void put() {
        sources.put(
                new SourceTable.Row(ORDERS, "shelf", new SourceSecrets.Stored("{}", "{}"), Upkeep.NONE, START, START));
    }

    private Upkeep found() {
        return sources.find(ORDERS).orElseThrow().upkeep();
    }

    private Instant later(Duration time) {
        now = now.plus(time);
        return now;
    }

    @Test
    void whoeverFollowsASourceIsToldOnlyOfWhatHasChanged() {
        upkeep.resume(ORDERS);
        assertThat(events).as("it was not paused").isEmpty();

        upkeep.pause(ORDERS);
        upkeep.pause(ORDERS);
        upkeep.resume(ORDERS);
        upkeep.resume(ORDERS);
        assertThat(events).hasSize(2);
    }

    @Test
    void aScheduledSourceIsDueWhenItsTimeHasComeAndOnlyOnce() {
        upkeep.schedule(ORDERS, QUARTERLY);

        assertThat(upkeep.due(later(Duration.ofMinutes(14)))).isEmpty();
        assertThat(upkeep.due(later(Duration.ofMinutes(1)))).containsExactly(ORDERS);
        assertThat(upkeep.take(ORDERS, now)).isTrue();
        assertThat(upkeep().take(ORDERS, now)).isFalse();
        assertThat(upkeep.due(now)).isEmpty();
        assertThat(found().nextRun()).isEqualTo(now.plus(Duration.ofMinutes(15)));
    }

    @Test
    void runsThatWereMissedAreMadeUpForByOne() {
        upkeep.schedule(ORDERS, QUARTERLY);

        later(Duration.ofDays(3));

        assertThat(upkeep.take(ORDERS, now)).isTrue();
        assertThat(upkeep.due(now)).isEmpty();
    }

    @Test
    void aPausedSourceIsNotDueUntilItIsResumed() {
        upkeep.schedule(ORDERS, QUARTERLY);
        upkeep.pause(ORDERS);
        later(Duration.ofHours(1));

        assertThat(upkeep.due(now)).isEmpty();
        assertThat(upkeep.take(ORDERS, now)).isFalse();

        upkeep.resume(ORDERS);

        assertThat(upkeep.due(now)).containsExactly(ORDERS);
        assertThat(events).containsExactly(new SourceChanged(ORDERS), new SourceChanged(ORDERS));
    }

    @Test
    void pauseAndScheduleStayWhenTheSourceIsDefinedAnew() {
        upkeep.schedule(ORDERS, Schedule.of(null, "0 0 3 * * *"));
        upkeep.pause(ORDERS);

        put();

        assertThat(found().paused()).isTrue();
        assertThat(found().schedule()).isEqualTo(new Schedule.Cron("0 0 3 * * *"));
        assertThat(found().nextRun()).isNotNull();
    }

    @Test
    void theSameScheduleGivenAgainDoesNotPutOffTheNextRun() {
        upkeep.schedule(ORDERS, QUARTERLY);
        Instant next = found().nextRun();

        later(Duration.ofMinutes(10));
        upkeep.schedule(ORDERS, QUARTERLY);
        assertThat(found().nextRun()).isEqualTo(next);

        upkeep.schedule(ORDERS, null);
        assertThat(found()).isEqualTo(Upkeep.NONE);
    }
}
