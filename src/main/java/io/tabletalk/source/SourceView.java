package io.tabletalk.source;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A source as clients see it; credentials are masked.
///
/// @param paused   whether nothing of it is read
/// @param schedule when it is read by itself, or null
/// @param nextRun  when that is next; null without a schedule and while the source is paused
/// @param details  what other modules know about it, by name, beside the other fields
record SourceView(
        String name,
        String type,
        Object settings,
        boolean paused,
        @Nullable ScheduleForm schedule,
        @Nullable Instant nextRun,
        Instant createdAt,
        Instant updatedAt,
        @JsonAnyGetter Map<String, @Nullable Object> details) {

    static SourceView of(SourceDefinition definition, List<SourceDetail> details) {
        Upkeep upkeep = definition.upkeep();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        details.forEach(detail -> values.put(detail.name(), detail.of(definition.id())));
        return new SourceView(
                definition.id().value(),
                definition.type(),
                definition.settings(),
                upkeep.paused(),
                upkeep.schedule() == null ? null : ScheduleForm.of(upkeep.schedule()),
                upkeep.paused() ? null : upkeep.nextRun(),
                definition.createdAt(),
                definition.updatedAt(),
                values);
    }
}
