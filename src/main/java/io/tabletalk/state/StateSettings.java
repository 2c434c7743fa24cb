package io.tabletalk.state;

import io.tabletalk.security.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param dataDir the directory under which everything is stored; made when it is missing
/// @param state   where the state database is
@Validated
@ConfigurationProperties("tabletalk")
record StateSettings(
        @NotNull @DefaultValue("data") Path dataDir,
        @Valid @NotNull @DefaultValue Database state) {

    /// @param url         of a PostgreSQL database; empty for the SQLite file in the data directory
    /// @param username    when the address names none
    /// @param password    when the address holds none
    /// @param connections the most that this process holds to a PostgreSQL database
    record Database(
            @NotNull @DefaultValue("") Secret url,
            @Nullable String username,
            @Nullable Secret password,
            @Min(2) @Max(1_000) @DefaultValue("16") int connections) {}
}
