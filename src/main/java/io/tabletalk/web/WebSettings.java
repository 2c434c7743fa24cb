package io.tabletalk.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// What every endpoint shares.
///
/// @param maxBodySize  the largest request body that is no upload; 413 beyond it
/// @param allowedHosts names, other than loopback and IP addresses, by which clients may address this server; `*` for
///                     any
@Validated
@ConfigurationProperties("tabletalk.web")
record WebSettings(
        @NotNull @DefaultValue("2MB") DataSize maxBodySize,
        @DefaultValue List<String> allowedHosts,
        @Valid @NotNull @DefaultValue Cors cors) {

    private static final DataSize SMALLEST = DataSize.ofKilobytes(1);

    WebSettings {
        if (maxBodySize.toBytes() < SMALLEST.toBytes()) {
            throw new IllegalArgumentException("tabletalk.web.max-body-size is 1KB or more, not " + maxBodySize + ".");
        }
        allowedHosts = withoutBlanks(allowedHosts);
    }

    /// @param allowedOrigins origins of other sites whose pages may call this server, as `https://host` or
    ///                       `https://host:port`; `*` for any
    record Cors(@DefaultValue List<String> allowedOrigins) {
        Cors {
            allowedOrigins = withoutBlanks(allowedOrigins);
            allowedOrigins.forEach(Origins::require);
        }
    }

    /// An empty environment variable arrives as one empty text.
    private static List<String> withoutBlanks(List<String> values) {
        return values.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
