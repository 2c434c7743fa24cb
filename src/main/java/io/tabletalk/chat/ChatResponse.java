package io.tabletalk.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer as the API gives it.
///
/// @param response  the answer; when the model failed, what had come of it or why there is none
/// @param question  what was searched for
/// @param errorCode what failed, such as `model_rate_limited`; missing when nothing did
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChatResponse(
        @Schema(example = "ada") String userName,

        @Schema(example = "“A Epic Drama of a Feminist And a Mad Scientist.” [1]")
        String response,

        List<SourcePassage> sources,
        Instant timestamp,
        String question,
        @Nullable AnswerDetails answer,
        @Nullable String errorCode) {}
