package io.tabletalk.pipeline;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param transport     what carries the messages
/// @param queueMessages the most messages that wait for a stage
/// @param queueSize     the most memory that messages waiting for a stage take, about
/// @param retry         how failures that may pass are tried again
/// @param shutdownGrace how long stopping waits for work that is under way
@Validated
@ConfigurationProperties("tabletalk.pipeline")
record PipelineSettings(
        @NotNull @DefaultValue("local") TransportKind transport,
        @Min(1) @Max(1_000_000) @DefaultValue("512") int queueMessages,
        @NotNull @DefaultValue("32MB") DataSize queueSize,
        @Valid @NotNull @DefaultValue Retry retry,
        @NotNull @DefaultValue("20s") Duration shutdownGrace) {

    enum TransportKind {
        LOCAL,
        KAFKA
    }

    QueueLimits queueLimits() {
        return new QueueLimits(queueMessages, queueSize.toBytes(), shutdownGrace);
    }

    /// @param attempts     tries in all, the first included
    /// @param firstPause   the pause before the second try, doubled each time
    /// @param longestPause no pause is longer
    record Retry(
            @Min(1) @Max(100) @DefaultValue("5") int attempts,
            @NotNull @DefaultValue("500ms") Duration firstPause,
            @NotNull @DefaultValue("15s") Duration longestPause) {

        RetryPolicy policy() {
            return new RetryPolicy(attempts, firstPause, longestPause);
        }
    }
}
