package io.tabletalk.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    @Test
    void anIntervalCountsFromTheLastRun() {
        Instant now = Instant.parse("2026-11-21T10:00:00Z");

        assertThat(Schedule.of("PT15M", null).next(now)).isEqualTo(now.plus(Duration.ofMinutes(15)));
    }

    @Test
    void aCalendarTimeIsInTheServersTimeZone() {
        ZoneId zone = ZoneId.systemDefault();
        Instant evening = LocalDateTime.of(2026, 11, 21, 22, 0).atZone(zone).toInstant();

        assertThat(Schedule.of(null, "0 0 3 * * *").next(evening))
                .isEqualTo(LocalDateTime.of(2026, 11, 22, 3, 0).atZone(zone).toInstant());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null,    null,           give either",
                "PT15M,   0 0 3 * * *,    give either",
                "soon,    null,           must be a duration",
                "PT0S,    null,           from one second",
                "-PT15M,  null,           from one second",
                "P1000D,  null,           from one second",
                "null,    0 3 * * *,      six fields",
                "null,    0 3 * * *,      It has 5.",
                "null,    0 0 31 2 * *,   'has ''31'' in its third field, the hour (0 to 23)'",
                "null,    0 0 3 * * XYZ,  'has ''XYZ'' in its sixth field, the day of the week'",
                "null,    0 0 0 30 2 *,   never comes",
            })
    void whatCannotBeUnderstoodIsRefused(@Nullable String every, @Nullable String cron, String reason) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> Schedule.of(every, cron))
                .withMessageContaining(reason)
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(SourceException.Kind.INVALID));
    }
}
