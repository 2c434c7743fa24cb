package io.tabletalk.source;

import io.tabletalk.source.SourceException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/// When a source is read by itself.
public sealed interface Schedule {

    /// The first run after that time.
    Instant next(Instant time);

    /// Again and again, so long after the last run began.
    ///
    /// @param interval one second to a year
    record Every(Duration interval) implements Schedule {

        private static final Duration SHORTEST = Duration.ofSeconds(1);
        private static final Duration LONGEST = Duration.ofDays(366);

        public Every {
            if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
                throw invalid("'every' must be from one second (PT1S) to 366 days (P366D).");
            }
        }

        @Override
        public Instant next(Instant time) {
            return time.plus(interval);
        }
    }

    /// At times of the calendar, in the time zone of the server.
    ///
    /// @param expression six fields: second, minute, hour, day of month, month, day of week
    record Cron(String expression) implements Schedule {

        public Cron {
            if (nextOf(parse(expression), Instant.now()) == null) {
                throw invalid("'cron' names a time that never comes.");
            }
        }

        @Override
        public Instant next(Instant time) {
            ZonedDateTime next = nextOf(parse(expression), time);
            // Past the years that are searched; it has come at least once after the schedule was given.
            return next == null ? Instant.MAX : next.toInstant();
        }

        private static @Nullable ZonedDateTime nextOf(CronExpression parsed, Instant time) {
            return parsed.next(time.atZone(ZoneId.systemDefault()));
        }

        private static CronExpression parse(String expression) {
            try {
                return CronExpression.parse(expression);
            } catch (IllegalArgumentException e) {
                throw invalid(CronFault.in(expression));
            }
        }
    }

    /// The schedule with exactly one of these.
    ///
    /// @throws SourceException INVALID when none or both are given, or one cannot be understood
    static Schedule of(@Nullable String every, @Nullable String cron) {
        if (every != null && cron == null) {
            return new Every(duration(every));
        }
        if (cron != null && every == null) {
            return new Cron(cron.strip());
        }
        throw invalid("give either 'every', such as 'PT15M', or 'cron', such as '0 0 3 * * *'.");
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw invalid("'every' must be a duration such as 'PT15M', 'PT6H' or 'P1D'.");
        }
    }

    private static SourceException invalid(String reason) {
        return new SourceException(Kind.INVALID, "The schedule: " + reason);
    }
}
