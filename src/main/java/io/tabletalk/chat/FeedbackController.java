package io.tabletalk.chat;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.chat.history.Feedback;
import io.tabletalk.chat.history.Feedbacks;
import io.tabletalk.chat.history.Feedbacks.RatedAnswer;
import io.tabletalk.web.ApiException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Feedback", description = "What readers thought of answers.")
class FeedbackController {

    private final Feedbacks feedbacks;

    FeedbackController(Feedbacks feedbacks) {
        this.feedbacks = feedbacks;
    }

    record FeedbackRequest(
            @Schema(description = "up or down", example = "up", type = "string")
            @NotNull
            @Pattern(regexp = "up|down", message = "must be up or down")
            String rating,

            @Schema(example = "The second film is missing.") @Nullable @Size(max = Feedback.MAX_NOTE)
            String note) {}

    record FeedbackList(List<RatedAnswer> feedback) {}

    @PutMapping("/api/messages/{id}/feedback")
    @Operation(summary = "Says what one thinks of an answer", description = "Takes the place of what was said before.")
    Feedback put(@PathVariable long id, @Valid @RequestBody FeedbackRequest request) {
        Feedback.Rating rating = Feedback.Rating.valueOf(request.rating().toUpperCase(Locale.ROOT));
        return feedbacks
                .put(id, rating, request.note() == null ? "" : request.note().strip())
                .orElseThrow(() -> ApiException.notFound("answer_not_found", "There is no answer " + id + "."));
    }

    @DeleteMapping("/api/messages/{id}/feedback")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Takes it back")
    void remove(@PathVariable long id) {
        if (!feedbacks.remove(id)) {
            throw ApiException.notFound("feedback_not_found", "Nothing was said about answer " + id + ".");
        }
    }

    @GetMapping("/api/feedback")
    @Operation(summary = "All feedback, newest first")
    FeedbackList list(
            @RequestParam(defaultValue = "50") @Min(1) @Max(1_000) int limit,
            @RequestParam(defaultValue = "0") @Min(0) int offset) {
        return new FeedbackList(feedbacks.list(limit, offset));
    }
}
