package io.tabletalk.chat.history;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/// Questions and answers that belong together.
///
/// @param title     empty until the first question gives one
/// @param sources   names of the sources to ask; empty for all
/// @param updatedAt when a question was last asked in it
public record Conversation(
        @Schema(example = "0f8b1c9e5d7a4b63") String id,
        @Schema(example = "ada") String userName,
        @Schema(example = "Which films are about robots?") String title,
        @Schema(example = "[\"film\"]") List<String> sources,
        Instant createdAt,
        Instant updatedAt) {

    /// The longest title, in characters.
    public static final int MAX_TITLE = 120;
}
