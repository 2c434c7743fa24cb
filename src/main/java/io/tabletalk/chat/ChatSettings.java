package io.tabletalk.chat;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How chats run; each setting is described in `application.yml`.
///
/// @param minRelevance          fused score of the best passage below which nothing is quoted, in an index of one
///                              passage; see [Answering]
/// @param answerFromOutsideData may a model use what it knows besides the data?
@Validated
@ConfigurationProperties("tabletalk.chat")
record ChatSettings(
        @Min(1) @Max(1_000_000) @DefaultValue("32000") int maxMessageCharacters,
        @Min(0) @Max(100) @DefaultValue("6") int historyTurns,
        @Min(0) @Max(1_000_000) @DefaultValue("8000") int historyCharacters,
        @Min(1_000) @Max(1_000_000) @DefaultValue("16000") int passageCharacters,
        @Min(0) @DefaultValue("0.12") double minRelevance,
        @DefaultValue("false") boolean answerFromOutsideData,
        @DefaultValue("5s") Duration rewriteTimeout,
        @DefaultValue("5s") Duration heartbeat,
        @DefaultValue("10s") Duration atLeastLimit) {

    @AssertTrue(message = "rewrite-timeout, heartbeat and at-least-limit must be positive")
    boolean isTimed() {
        return rewriteTimeout.isPositive() && heartbeat.isPositive() && atLeastLimit.isPositive();
    }
}
