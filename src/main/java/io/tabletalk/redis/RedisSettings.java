package io.tabletalk.redis;

import io.tabletalk.security.Secret;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param url         such as `redis://user:password@host:6379/0`, `rediss:` for TLS; empty for none
/// @param certificate of the authority that vouches for the server, as a PEM file; null trusts those Java trusts
/// @param prefix      what every key begins with
/// @param timeout     how long an answer may take before the server is taken for gone
@Validated
@ConfigurationProperties("tabletalk.redis")
record RedisSettings(
        @NotNull @DefaultValue("") Secret url,
        @Nullable Path certificate,
        @NotBlank @DefaultValue("tabletalk") String prefix,

        @NotNull @DurationMin(millis = 10) @DurationMax(seconds = 30) @DefaultValue("1s")
        Duration timeout) {}
