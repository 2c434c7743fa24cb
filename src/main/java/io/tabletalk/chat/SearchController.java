package io.tabletalk.chat;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.chat.Retrieval.Found;
import io.tabletalk.embedding.EmbeddingException;
import io.tabletalk.index.Filter;
import io.tabletalk.index.IndexException;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.index.SearchQuery.Options;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.web.ApiException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Search", description = "What the chat would answer from.")
class SearchController {

    private final Retrieval retrieval;
    private final RequestedSources sources;
    private final Gaps gaps;

    SearchController(Retrieval retrieval, RequestedSources sources, Gaps gaps) {
        this.retrieval = retrieval;
        this.sources = sources;
        this.gaps = gaps;
    }

    record SearchRequest(
            @Schema(example = "robots in space") @NotBlank @Size(max = 32_000)
            String query,

            @Schema(example = "5", defaultValue = "5") @Nullable @Min(1) @Max(100)
            Integer maxResults,

            @Schema(description = "hybrid, dense or keyword", defaultValue = "hybrid") @Nullable
            String mode,

            @Schema(description = "Only from these sources", example = "[\"film\"]") @Nullable @Size(max = 100)
            List<@NotBlank String> sources,

            @Schema(
                    description =
                            "Conditions on metadata, all of which must hold: a value, a list of values of which one"
                                    + " must match, {\"from\": …, \"to\": …} with one end or both, or {\"exists\": true}."
                                    + " $and, $or and $not combine them. A number never equals a text.",
                    example = "{\"rating\": [\"G\", \"PG\"], \"length\": {\"to\": 90}}")
            @Nullable
            Map<String, Object> filter,

            @Schema(description = "Only the best passage of each document", defaultValue = "false") @Nullable
            Boolean onePerDocument,

            @Schema(
                    description = "How many passages before it in its document each result brings along",
                    defaultValue = "0")
            @Nullable
            @Min(0)
            @Max(Options.MAX_NEIGHBOURS)
            Integer passagesBefore,

            @Schema(description = "How many passages behind it", defaultValue = "0")
            @Nullable
            @Min(0)
            @Max(Options.MAX_NEIGHBOURS)
            Integer passagesAfter,

            @Schema(description = "As in /chat", example = "0/16B3748") @Nullable @Size(max = 100)
            String atLeast) {

        boolean asks(SourceId source) {
            return sources == null || sources.isEmpty() || sources.contains(source.value());
        }

        Options options() {
            return new Options(
                    onePerDocument != null && onePerDocument,
                    passagesBefore == null ? 0 : passagesBefore,
                    passagesAfter == null ? 0 : passagesAfter);
        }
    }

    /// @param beingRead   the sources asked that have not been read to their end yet, so that something may be missing;
    ///                    null when there is none
    /// @param notFollowed the live sources asked that cannot be followed at present, so that changes since may be
    ///                    missing; null when there is none
    record SearchResponse(
            String query,
            String mode,
            List<SourcePassage> results,
            @Nullable List<String> beingRead,
            @Nullable List<String> notFollowed,
            long tookMilliseconds) {}

    @Operation(
            summary = "Find passages",
            description =
                    "The passages that the chat would answer from, best first, with scores. In hybrid mode the best are"
                            + " compared with the question once more, token by token, where the index holds their"
                            + " tokens: their scores stay those of the search and need not fall.")
    @PostMapping("/api/search")
    SearchResponse search(@Valid @RequestBody SearchRequest request) {
        Mode mode = mode(request.mode());
        int limit = request.maxResults() == null ? ChatRequest.DEFAULT_RESULTS : request.maxResults();
        Optional<Filter> filter = RequestFilter.of(request.sources(), request.filter());
        sources.requireKnown(request.sources());
        sources.awaitPosition(request.sources(), request.atLeast());
        requireMode(mode);
        long start = System.nanoTime();
        try {
            // Before the search: what is read to its end meanwhile may not have been found.
            Gaps.Known missing = gaps.of(request::asks);
            Found found = retrieval.find(request.query(), mode, limit, filter, request.options());
            long milliseconds = (System.nanoTime() - start) / 1_000_000;
            return new SearchResponse(
                    request.query(),
                    nameOf(mode),
                    SourcePassage.of(found.hits()),
                    missing.beingReadOrNull(),
                    missing.notFollowedOrNull(),
                    milliseconds);
        } catch (IndexException e) {
            throw new ApiException(
                    HttpStatus.SERVICE_UNAVAILABLE, "index_unavailable", "The index cannot be read: " + e.getMessage());
        } catch (EmbeddingException e) {
            throw new ApiException(
                    HttpStatus.SERVICE_UNAVAILABLE, "embedding_unavailable", String.valueOf(e.getMessage()));
        }
    }

    private void requireMode(Mode mode) {
        if (mode == Mode.KEYWORD && !retrieval.searchesByWords()) {
            throw ApiException.invalid("mode_unsupported", "mode: this index cannot search by words.");
        }
    }

    private static Mode mode(@Nullable String name) {
        if (name == null) {
            return Mode.HYBRID;
        }
        return Arrays.stream(Mode.values())
                .filter(mode -> nameOf(mode).equals(name))
                .findFirst()
                .orElseThrow(() -> ApiException.invalid(
                        "invalid_mode", "mode: must be hybrid, dense or keyword, not '" + name + "'."));
    }

    private static String nameOf(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
