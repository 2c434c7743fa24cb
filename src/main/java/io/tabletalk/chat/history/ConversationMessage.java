package io.tabletalk.chat.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message of a conversation, with all there is to show.
///
/// @param answerTo of an answer: the number of its question, which may have several answers
/// @param state    of an answer: complete, truncated, partial or failed
/// @param details  of an answer: what was searched for, the passages it was made from, its citations, its model
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConversationMessage(
        long id,
        @Schema(example = "assistant") String role,
        String content,
        Instant timestamp,
        @Nullable Long answerTo,
        @Nullable String state,
        @Nullable Map<String, Object> details,
        @Nullable Feedback feedback) {}
