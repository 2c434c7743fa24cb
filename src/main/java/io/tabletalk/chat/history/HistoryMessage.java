package io.tabletalk.chat.history;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;

/// One message as it is kept.
///
/// @param role     `user` or `assistant`
/// @param metadata of an answer: what [AnswerNote] holds; of a question: empty
public record HistoryMessage(
        @Schema(example = "user") String role,
        @Schema(example = "Which films does Ada like?") String content,
        Instant timestamp,
        Map<String, Object> metadata) {}
