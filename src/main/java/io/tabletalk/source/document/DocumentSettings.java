package io.tabletalk.source.document;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// What reading one document may cost.
///
/// @param parsers       child processes at once
/// @param memory        heap of each
/// @param timeout       how long one file may take
/// @param idle          how long a child process waits for the next file before it is ended
/// @param maxSize       the largest file that is looked at
/// @param maxCharacters the most text taken from one file
/// @param maxUnpacked   the most that a file may unpack to on disk while it is read; for an archive, all its files
///                      together
@Validated
@ConfigurationProperties("tabletalk.documents")
public record DocumentSettings(
        @Min(1) @Max(64) @DefaultValue("1") int parsers,
        @NotNull @DefaultValue("512MB") DataSize memory,
        @NotNull @DefaultValue("60s") Duration timeout,
        @NotNull @DefaultValue("30s") Duration idle,
        @NotNull @DefaultValue("100MB") DataSize maxSize,

        @Min(1_000) @Max(100_000_000) @DefaultValue("10000000")
        int maxCharacters,

        @NotNull @DefaultValue("1GB") DataSize maxUnpacked) {

    public DocumentSettings {
        if (memory.toMegabytes() < 64) {
            throw new IllegalArgumentException("tabletalk.documents.memory is 64MB or more.");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("tabletalk.documents.timeout is more than zero.");
        }
    }
}
