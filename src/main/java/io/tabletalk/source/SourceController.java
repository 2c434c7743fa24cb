package io.tabletalk.source;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.health.Health;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.web.ApiException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Defines sources and looks at what they offer. Credentials go in and never come out.
@RestController
@RequestMapping("/api/sources")
@Tag(name = "Sources", description = "Where documents come from")
class SourceController {

    private static final Set<String> SCHEDULE_FIELDS = Set.of("every", "cron");

    private final Sources sources;
    private final SourceRegistry registry;
    private final SourceUpkeep upkeep;
    private final List<SourceDetail> details;

    SourceController(Sources sources, SourceRegistry registry, SourceUpkeep upkeep, List<SourceDetail> details) {
        this.sources = sources;
        this.registry = registry;
        this.upkeep = upkeep;
        this.details = details;
    }

    /// @param name     the source's name; the kind's default when it is missing
    /// @param type     the kind, such as `postgresql`
    /// @param settings the kind's settings in snake_case
    /// @param schedule when it is read by itself; a missing one leaves a source that is replaced the one it has
    record SourceRequest(
            @Schema(example = "orders") @Nullable String name,
            @Schema(example = "postgresql") @NotBlank String type,

            @Schema(example = """
                    {"host": "127.0.0.1", "database": "shop", "username": "reader", "password": "…", "table": "orders"}
                    """) @Nullable Map<String, Object> settings,

            @Nullable ScheduleForm schedule) {

        Map<String, Object> values() {
            return settings == null ? Map.of() : settings;
        }
    }

    /// At least one of the two.
    ///
    /// @param settings the settings to change, in snake_case
    /// @param schedule when the source is read by itself; null takes its schedule away
    record ChangeRequest(
            @Schema(example = """
                    {"text_fields": ["subject", "notes"]}
                    """) @Nullable Map<String, Object> settings,

            @Schema(implementation = ScheduleForm.class) @Nullable
            JsonNode schedule) {}

    record SourceList(List<SourceView> sources) {}

    record TypeList(List<String> types) {}

    record SettingList(String type, List<SettingForm> settings) {}

    record TableList(List<String> tables) {}

    record TestResult(boolean success, String message) {}

    @GetMapping
    @Operation(summary = "All sources, by name; credentials are masked")
    SourceList list() {
        return new SourceList(sources.all().stream().map(this::view).toList());
    }

    @GetMapping("/types")
    @Operation(summary = "The kinds of source this server can read")
    TypeList types() {
        return new TypeList(sources.types());
    }

    @GetMapping("/types/{type}")
    @Operation(summary = "The settings of a kind of source")
    SettingList settings(@PathVariable String type) {
        return new SettingList(type, registry.forms(type));
    }

    @GetMapping("/{name}")
    @Operation(summary = "One source; credentials are masked")
    SourceView find(@PathVariable String name) {
        return view(existing(name));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Defines a source",
            description =
                    "The connection is tried first, and nothing is saved when it does not work, unless test=false: the"
                            + " code is source_denied (422) when the credentials are refused, source_unavailable (503) when"
                            + " there is no answer, and source_invalid (422) when the settings are wrong. A source of the"
                            + " same name and kind is replaced.")
    SourceView define(@Valid @RequestBody SourceRequest request, @RequestParam(defaultValue = "true") boolean test) {
        if (test) {
            requireConnection(request);
        }
        Optional<Schedule> schedule = Optional.ofNullable(request.schedule()).map(ScheduleForm::schedule);
        SourceId defined =
                sources.define(name(request), request.type(), request.values()).id();
        schedule.ifPresent(given -> upkeep.schedule(defined, given));
        return view(existing(defined.value()));
    }

    @PatchMapping("/{name}")
    @Operation(
            summary = "Changes some settings of a source, or its schedule",
            description = "The others stay as they are, credentials among them; null takes a setting away. A credential"
                    + " has to be given again when what it is sent to changes. The next read follows the new settings.")
    SourceView change(@PathVariable String name, @Valid @RequestBody ChangeRequest request) {
        SourceId source = existing(name).id();
        if (request.settings() == null && request.schedule() == null) {
            throw ApiException.invalid("nothing_to_change", "Give settings or a schedule to change.");
        }
        Optional<Schedule> schedule = schedule(request);
        if (request.settings() != null) {
            registry.change(source, request.settings());
        }
        if (request.schedule() != null) {
            upkeep.schedule(source, schedule.orElse(null));
        }
        return view(existing(name));
    }

    @PostMapping("/{name}/pause")
    @Operation(
            summary = "Pauses a source",
            description = "It is read no more: not by schedule, at start, live or on request. Its documents stay, and a"
                    + " read under way goes on to its end; cancel its batch to stop that too.")
    SourceView pause(@PathVariable String name) {
        upkeep.pause(existing(name).id());
        return view(existing(name));
    }

    @PostMapping("/{name}/resume")
    @Operation(
            summary = "Lets a paused source go on",
            description = "A scheduled run that was due meanwhile is made at once.")
    SourceView resume(@PathVariable String name) {
        upkeep.resume(existing(name).id());
        return view(existing(name));
    }

    @PostMapping("/test")
    @Operation(summary = "Tries a connection without saving anything")
    TestResult test(@Valid @RequestBody SourceRequest request) {
        try (Source source = sources.open(request.type(), request.values())) {
            Health health = source.check();
            return new TestResult(health.isUp(), health.message());
        }
    }

    @PostMapping("/tables")
    @Operation(
            summary = "The tables or collections of a database that is not saved",
            description = "Takes the settings without the one that names the table. Empty for kinds without a choice.")
    TableList tables(@Valid @RequestBody SourceRequest request) {
        return new TableList(registry.tables(request.type(), request.values()));
    }

    @PostMapping("/schema")
    @Operation(summary = "Fields, keys and sample rows of a source that is not saved")
    SourceSchema preview(@Valid @RequestBody SourceRequest request) {
        try (Source source = sources.open(request.type(), request.values())) {
            return source.schema();
        }
    }

    @GetMapping("/{name}/schema")
    @Operation(summary = "Fields, keys and sample rows of a source")
    SourceSchema schema(@PathVariable String name) {
        try (Source source = sources.open(existing(name).id())) {
            return source.schema();
        }
    }

    @GetMapping(path = "/{name}/page", produces = MediaType.IMAGE_PNG_VALUE)
    @Operation(
            summary = "What a page of a file looks like",
            description = "Of PDF files, as they are now. `file` and `page` as in the place of a passage.")
    byte[] page(@PathVariable String name, @RequestParam String file, @RequestParam int page) {
        try (Source source = sources.open(existing(name).id())) {
            return source.page(file, page)
                    .map(PageImage::png)
                    .orElseThrow(() -> ApiException.notFound(
                            "page_not_found",
                            "The source '" + name + "' has no file '" + file + "' with pages to show."));
        }
    }

    private SourceView view(SourceDefinition definition) {
        return SourceView.of(definition, details);
    }

    private static Optional<Schedule> schedule(ChangeRequest request) {
        JsonNode schedule = request.schedule();
        if (schedule == null || schedule.isNull()) {
            return Optional.empty();
        }
        if (!schedule.isObject() || !schedule.propertyNames().stream().allMatch(SCHEDULE_FIELDS::contains)) {
            throw new SourceException(Kind.INVALID, "The schedule: give an object with 'every' or 'cron', or null.");
        }
        return Optional.of(Schedule.of(text(schedule, "every"), text(schedule, "cron")));
    }

    private static @Nullable String text(JsonNode schedule, String field) {
        JsonNode value = schedule.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asString("");
    }

    private void requireConnection(SourceRequest request) {
        try (Source source = sources.open(request.type(), request.values())) {
            source.probe();
        }
    }

    private static Optional<SourceId> name(SourceRequest request) {
        return Optional.ofNullable(request.name()).map(SourceController::id);
    }

    private SourceDefinition existing(String name) {
        return Optional.of(id(name))
                .flatMap(sources::find)
                .orElseThrow(() -> ApiException.notFound("source_not_found", "There is no source '" + name + "'."));
    }

    private static SourceId id(String name) {
        try {
            return new SourceId(name);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("source_name_invalid", String.valueOf(e.getMessage()));
        }
    }
}
