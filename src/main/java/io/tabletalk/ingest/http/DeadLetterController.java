package io.tabletalk.ingest.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.pipeline.DeadLetters.Selection;
import io.tabletalk.web.ApiException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What failed for good: to look at, to try again, to discard.
@RestController
@RequestMapping("/api/dead-letters")
@Tag(name = "Dead letters", description = "Work that failed for good, kept until it is retried or discarded")
class DeadLetterController {

    private final DeadLetters deadLetters;
    private final Ingestion ingestion;
    private final JsonMapper json;

    DeadLetterController(DeadLetters deadLetters, Ingestion ingestion, JsonMapper json) {
        this.deadLetters = deadLetters;
        this.ingestion = ingestion;
        this.json = json;
    }

    /// @param total letters that the filter matches
    record LetterList(List<DeadLetter> deadLetters, long total) {}

    /// @param topic   that the message was on
    /// @param message as the stage got it; it names its source, and holds no credential
    record LetterMessage(String topic, JsonNode message) {}

    @GetMapping
    @Operation(summary = "Dead letters, newest first")
    LetterList list(
            @RequestParam @Nullable String source,
            @RequestParam @Nullable String batch,
            @RequestParam @Nullable String stage,
            @RequestParam(defaultValue = "50") @Min(1) @Max(1_000) int limit,
            @RequestParam(defaultValue = "0") @Min(0) int offset) {
        Selection selection = new Selection(source, batch, stage);
        return new LetterList(deadLetters.list(selection, limit, offset), deadLetters.count(selection));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One dead letter")
    DeadLetter find(@PathVariable String id) {
        return deadLetters.find(id).orElseThrow(() -> notFound(id));
    }

    @GetMapping("/{id}/message")
    @Operation(
            summary = "The message of a dead letter",
            description = "What failed, whole: the document, or the part of the source that could not be read. A retry"
                    + " publishes it again.")
    LetterMessage message(@PathVariable String id) {
        return deadLetters
                .message(id)
                .map(message -> new LetterMessage(message.topic(), json.readTree(message.payload())))
                .orElseThrow(() -> notFound(id));
    }

    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Tries one again",
            description = "Its batch runs again until the outcome is known. The letter goes when it succeeds.")
    Retried retry(@PathVariable String id) {
        if (!ingestion.retry(id)) {
            throw notFound(id);
        }
        return Retried.of(1);
    }

    @PostMapping("/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Tries all again, or those that the filter matches")
    Retried retryAll(
            @RequestParam @Nullable String source,
            @RequestParam @Nullable String batch,
            @RequestParam @Nullable String stage) {
        return Retried.of(ingestion.retryAll(new Selection(source, batch, stage)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Discards one")
    void discard(@PathVariable String id) {
        if (!deadLetters.remove(id)) {
            throw notFound(id);
        }
    }

    private static ApiException notFound(String id) {
        return ApiException.notFound("dead_letter_not_found", "There is no dead letter '" + id + "'.");
    }
}
