package io.tabletalk.source;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Sources declared in the configuration.
///
/// @param sampleData whether the sample data is defined and read on the first start
/// @param sources    defined at every start, in order
@Validated
@ConfigurationProperties("tabletalk")
record SourceDeclarations(
        @DefaultValue("true") boolean sampleData,
        @DefaultValue List<@Valid Declaration> sources) {

    /// @param name     the source's name; the kind's default when it is missing
    /// @param type     the kind
    /// @param ingest   whether it is read at every start
    /// @param schedule when it is read by itself; a missing one leaves what was set over the API
    /// @param settings the kind's settings; names in kebab-case or snake_case
    record Declaration(
            @Nullable String name,
            @NotBlank String type,
            @DefaultValue("false") boolean ingest,
            @Nullable ScheduleForm schedule,
            @DefaultValue Map<String, Object> settings) {}
}
