package io.tabletalk.source.http;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// What reading an HTTP API may cost, and what may be reached.
///
/// @param allowedHosts hosts that may be asked though they lie on this machine or in a private network; `*` for all
/// @param timeout      how long one answer may take, its body included
/// @param maxResponse  the largest answer
/// @param maxPages     the most pages of one read
/// @param attempts     how often a request is sent that is answered with 429 or 5xx, or not at all
/// @param firstPause   before the second attempt; it doubles
/// @param longestPause the longest that an answer's `Retry-After` is waited for
/// @param cache        answers kept in memory, to ask with `If-None-Match` and `If-Modified-Since`
@Validated
@ConfigurationProperties("tabletalk.http-source")
record HttpLimits(
        @DefaultValue List<String> allowedHosts,
        @NotNull @DefaultValue("30s") Duration timeout,
        @NotNull @DefaultValue("32MB") DataSize maxResponse,
        @Min(1) @Max(1_000_000) @DefaultValue("10000") int maxPages,
        @Min(1) @Max(20) @DefaultValue("4") int attempts,
        @NotNull @DefaultValue("500ms") Duration firstPause,
        @NotNull @DefaultValue("60s") Duration longestPause,
        @NotNull @DefaultValue("64MB") DataSize cache) {}
