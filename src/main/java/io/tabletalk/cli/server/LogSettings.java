package io.tabletalk.cli.server;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Read by `tabletalk-logback.xml` before anything is built; bound here, so that an unknown value is refused.
///
/// @param format how the log is written
@Validated
@ConfigurationProperties("tabletalk.log")
record LogSettings(@NotNull @DefaultValue("text") Format format) {

    enum Format {
        TEXT,
        JSON
    }
}
