package io.tabletalk.audit;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param interval           how long after its last audit a source is audited by itself; zero for never
/// @param documentsPerSecond the most documents an audit reads from a source in a second
/// @param settle             how long a change may take from the source to the index, before a difference counts
/// @param patience           how long an audit waits for batches and for the pipeline to fall silent
/// @param keys               how many of the documents that differ are named
@Validated
@ConfigurationProperties("tabletalk.audit")
record AuditSettings(
        @DefaultValue("1d") Duration interval,
        @Min(1) @Max(1_000_000) @DefaultValue("2000") int documentsPerSecond,
        @DefaultValue("5s") Duration settle,
        @DefaultValue("10m") Duration patience,
        @Min(1) @Max(10_000) @DefaultValue("100") int keys) {

    @AssertTrue(message = "interval, settle and patience must not be negative")
    boolean isEveryTimeValid() {
        return !interval.isNegative() && !settle.isNegative() && !patience.isNegative();
    }
}
