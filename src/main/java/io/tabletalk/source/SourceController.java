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
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Defines sources and looks at what they offer. Credentials go in and never come out.
@RestController
@RequestMapping("/api/sources")
@Tag(name = "Sources", description = "Where documents come from")
class SourceController {

    private final Sources sources;
    private final SourceRegistry registry;

    SourceController(Sources sources, SourceRegistry registry) {
        this.sources = sources;
        this.registry = registry;
    }

    /// @param name     the source's name; the kind's default when it is missing
    /// @param type     the kind, such as `postgresql`
    /// @param settings the kind's settings in snake_case
    record SourceRequest(
            @Schema(example = "orders") @Nullable String name,
            @Schema(example = "postgresql") @NotBlank String type,

            @Schema(example = """
                    {"host": "127.0.0.1", "database": "shop", "username": "reader", "password": "…", "table": "orders"}
                    """) @Nullable Map<String, Object> settings) {

        Map<String, Object> values() {
            return settings == null ? Map.of() : settings;
        }
    }

    /// @param settings the settings to change, in snake_case
    record ChangeRequest(
            @Schema(example = """
                    {"text_fields": ["subject", "notes"]}
                    """) @NotNull Map<String, Object> settings) {}

    record SourceView(String name, String type, Object settings, Instant createdAt, Instant updatedAt) {
        static SourceView of(SourceDefinition definition) {
            return new SourceView(
                    definition.id().value(),
                    definition.type(),
                    definition.settings(),
                    definition.createdAt(),
                    definition.updatedAt());
        }
    }

    record SourceList(List<SourceView> sources) {}

    record TypeList(List<String> types) {}

    record TestResult(boolean success, String message) {}

    @GetMapping
    @Operation(summary = "All sources, by name; credentials are masked")
    SourceList list() {
        return new SourceList(sources.all().stream().map(SourceView::of).toList());
    }

    @GetMapping("/types")
    @Operation(summary = "The kinds of source this server can read")
    TypeList types() {
        return new TypeList(sources.types());
    }

    @GetMapping("/{name}")
    @Operation(summary = "One source; credentials are masked")
    SourceView find(@PathVariable String name) {
        return SourceView.of(existing(name));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Defines a source",
            description =
                    "The connection is tried first, and nothing is saved when it does not work, unless test=false."
                            + " A source of the same name and kind is replaced.")
    SourceView define(@Valid @RequestBody SourceRequest request, @RequestParam(defaultValue = "true") boolean test) {
        if (test) {
            requireConnection(request);
        }
        return SourceView.of(sources.define(name(request), request.type(), request.values()));
    }

    @PatchMapping("/{name}")
    @Operation(
            summary = "Changes some settings of a source",
            description = "The others stay as they are, credentials among them; null takes a setting away. A credential has"
                    + " to be given again when what it is sent to changes. The next read follows the new settings.")
    SourceView change(@PathVariable String name, @Valid @RequestBody ChangeRequest request) {
        return SourceView.of(registry.change(existing(name).id(), request.settings()));
    }

    @PostMapping("/test")
    @Operation(summary = "Tries a connection without saving anything")
    TestResult test(@Valid @RequestBody SourceRequest request) {
        try (Source source = sources.open(request.type(), request.values())) {
            Health health = source.check();
            return new TestResult(health.isUp(), health.message());
        }
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

    private void requireConnection(SourceRequest request) {
        TestResult result = test(request);
        if (!result.success()) {
            throw new SourceException(Kind.INVALID, result.message());
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
