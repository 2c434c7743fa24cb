package io.tabletalk.evaluation;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tabletalk.index.SearchQuery.Mode;
import io.tabletalk.retrieval.Reranking;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// How well the questions of a test collection found their documents; means over all questions, each 0 to 1 unless said
/// otherwise.
///
/// @param ndcgAt10           normalised discounted cumulative gain of the first ten documents
/// @param recallAt5          share of the relevant documents among the first five
/// @param recallAt100        share of the relevant documents among the first hundred
/// @param mrrAt10            1 / rank of the first relevant document, 0 when it is not among the first ten
/// @param queries            questions with at least one relevant document
/// @param documents          documents searched
/// @param millisecondsAQuery mean time of embedding a question and searching, one question at a time
/// @param baseline           what found best of the ways measured before on the same questions; null for the first, as
/// are
///                           the next two
/// @param difference         of nDCG@10 to the baseline, -1 to 1; more than 0 when this way found better
/// @param pValue             with which probability chance alone makes a difference as large or larger, by a paired
///                           randomization test of these two alone; that the baseline is the best of several, and that
///                           several are compared, is not reckoned in
public record EvaluationResult(
        @JsonProperty("ndcg_at_10") double ndcgAt10,
        @JsonProperty("recall_at_5") double recallAt5,
        @JsonProperty("recall_at_100") double recallAt100,
        @JsonProperty("mrr_at_10") double mrrAt10,
        @JsonProperty("queries") int queries,
        @JsonProperty("documents") long documents,
        @JsonProperty("ms_per_query") double millisecondsAQuery,
        @JsonProperty("mode") String mode,
        @JsonProperty("rerank") String rerank,
        @JsonProperty("embedding") String embedding,

        @JsonProperty("baseline") @JsonInclude(NON_NULL) @Nullable
        String baseline,

        @JsonProperty("difference") @JsonInclude(NON_NULL) @Nullable
        Double difference,

        @JsonProperty("p_value") @JsonInclude(NON_NULL) @Nullable
        Double pValue) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double FOUR_DIGITS = 10_000;

    static EvaluationResult of(
            Metrics.Mean mean,
            long documents,
            double millisecondsAQuery,
            Mode mode,
            Reranking reranking,
            String embedding,
            Optional<Comparison> comparison) {
        return new EvaluationResult(
                rounded(mean.ndcgAt10()),
                rounded(mean.recallAt5()),
                rounded(mean.recallAt100()),
                rounded(mean.mrrAt10()),
                mean.queries(),
                documents,
                rounded(millisecondsAQuery),
                mode.name().toLowerCase(Locale.ROOT),
                reranking.toString(),
                embedding,
                comparison.map(Comparison::baseline).orElse(null),
                comparison
                        .map(Comparison::difference)
                        .map(EvaluationResult::rounded)
                        .orElse(null),
                comparison
                        .map(Comparison::pValue)
                        .map(EvaluationResult::rounded)
                        .orElse(null));
    }

    private static double rounded(double value) {
        return Math.round(value * FOUR_DIGITS) / FOUR_DIGITS;
    }

    /// One JSON object in one line.
    public String toJson() {
        return JSON.writeValueAsString(this);
    }
}
