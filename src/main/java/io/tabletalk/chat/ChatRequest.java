package io.tabletalk.chat;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A question as the API takes it.
record ChatRequest(
        @Schema(description = "Whose conversation this is", example = "ada")
        @NotNull
        @Pattern(regexp = ChatRequest.USER_NAME, message = ChatRequest.USER_NAME_FORM)
        String userName,

        @Schema(example = "Which films are about robots?") @NotBlank
        String message,

        @Schema(
                description = "The conversation it belongs to. Its answer goes on when the client leaves, see"
                        + " /api/conversations.")
        @Nullable
        @Size(max = 64)
        String conversation,

        @Schema(
                description = "The number of a question of the conversation to answer again; the message is then its"
                        + " text")
        @Nullable
        Long again,

        @Schema(description = "How many passages to answer from", example = "5", defaultValue = "5")
        @Nullable
        @Min(1)
        @Max(100)
        Integer maxResults,

        @Schema(description = "May the answer build on the conversation so far?", defaultValue = "true") @Nullable
        Boolean includeHistory,

        @Schema(description = "Only from these sources", example = "[\"film\"]") @Nullable @Size(max = 100)
        List<@NotBlank String> sources,

        @Schema(
                description = "Only documents whose metadata satisfies this: a value, a list of values, or"
                        + " {\"from\": …, \"to\": …} for each field; $and, $or and $not combine",
                example = "{\"rating\": [\"G\", \"PG\"], \"length\": {\"from\": 60}}")
        @Nullable
        Map<String, Object> filter,

        @Schema(
                description = "Answer only once the index has everything that a live source had at this position, for"
                        + " PostgreSQL what pg_current_wal_insert_lsn() returns; 503 when that takes too long. Name the"
                        + " source in `sources` when several are live.",
                example = "0/16B3748")
        @Nullable
        @Size(max = 100)
        String atLeast,

        @Schema(description = "Stream `step` events too, from before the sources on", defaultValue = "false") @Nullable
        Boolean includeSteps) {

    static final String USER_NAME = "(?=.*\\S)[^\\p{Cntrl}]{1,128}";
    static final String USER_NAME_FORM = "must be 1 to 128 characters, not blank and without control characters";
    static final int DEFAULT_RESULTS = 5;

    boolean wantsSteps() {
        return Boolean.TRUE.equals(includeSteps);
    }

    ChatQuestion toQuestion() {
        return new ChatQuestion(
                userName,
                conversation,
                conversation == null ? null : again,
                message,
                maxResults == null ? DEFAULT_RESULTS : maxResults,
                !Boolean.FALSE.equals(includeHistory),
                RequestFilter.ids(sources),
                RequestFilter.of(sources, filter));
    }
}
