package io.tabletalk.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A schedule as it stands in requests, answers and the configuration: one of the two is given.
///
/// @param every a duration in ISO 8601 form
/// @param cron  six fields: second, minute, hour, day of month, month, day of week
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScheduleForm(
        @Schema(example = "PT15M") @Nullable String every,
        @Schema(example = "0 0 3 * * *") @Nullable String cron) {

    static ScheduleForm of(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Every every -> new ScheduleForm(every.interval().toString(), null);
            case Schedule.Cron cron -> new ScheduleForm(null, cron.expression());
        };
    }

    /// @throws SourceException INVALID when it cannot be understood
    Schedule schedule() {
        return Schedule.of(every, cron);
    }
}
