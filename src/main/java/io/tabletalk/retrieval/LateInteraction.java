package io.tabletalk.retrieval;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.EmbeddingEngine.TokenVectors;
import io.tabletalk.embedding.QuestionTokens;
import io.tabletalk.embedding.TokenCodes;
import io.tabletalk.index.Hit;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.SearchQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/// Late interaction: each token of the question looks for the token of the passage that it is most like, and rare words
/// count more than frequent ones. The index brings the tokens of the passages along. Those it does not know are
/// computed
/// anew, which takes as long as embedding these passages, or else are taken to be as like the question as the others
/// are on
/// average.
///
/// Formula: `search score + 1.5 · weight of a cosine in it · Σ rarity · greatest likeness / Σ rarity`. That mean is a
/// likeness on the scale of cosines, so it is weighed as the search has weighed them (ADR 323, where the figure was
/// found).
/// Where the search scored by words alone, nothing changes.
final class LateInteraction implements Reranker {

    private static final int DEPTH = 30;

    /// What this likeness counts, compared with the cosine of the whole texts.
    private static final double BESIDE_COSINE = 1.5;

    private final EmbeddingEngine engine;
    private final KnowledgeIndex index;
    private final boolean computing;

    /// @param computing whether the tokens that the index does not know are computed
    LateInteraction(EmbeddingEngine engine, KnowledgeIndex index, boolean computing) {
        this.engine = engine;
        this.index = index;
        this.computing = computing;
    }

    @Override
    public SearchQuery widened(SearchQuery query) {
        SearchQuery withTokens = query.withTokens(DEPTH);
        return computing ? withTokens.withLimit(DEPTH) : withTokens;
    }

    @Override
    public List<Hit> rerank(String question, List<Hit> bestFirst) {
        List<Hit> compared = bestFirst.subList(0, Math.min(DEPTH, bestFirst.size()));
        if (!canChangeTheOrderOf(compared)) {
            return bestFirst;
        }
        return engine.questionTokens(question)
                .map(tokens -> likeness(question, tokens, compared))
                .map(likeness -> reordered(compared, likeness, bestFirst.subList(compared.size(), bestFirst.size())))
                .orElse(bestFirst);
    }

    private boolean canChangeTheOrderOf(List<Hit> compared) {
        return compared.size() > 1
                && compared.stream().anyMatch(hit -> hit.cosineWeight() > 0)
                && (computing || compared.stream().anyMatch(hit -> hit.tokens().isKnown()));
    }

    private List<Hit> reordered(List<Hit> compared, double[] likeness, List<Hit> rest) {
        List<Hit> reordered = new ArrayList<>(IntStream.range(0, compared.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer hit) -> -score(compared.get(hit), likeness[hit])))
                .map(compared::get)
                .toList());
        reordered.addAll(rest);
        return reordered;
    }

    private static double score(Hit hit, double likeness) {
        return hit.score() + BESIDE_COSINE * hit.cosineWeight() * likeness;
    }

    /// Of each passage.
    private double[] likeness(String question, TokenVectors asked, List<Hit> passages) {
        QuestionTokens tokens = new QuestionTokens(asked);
        double[] rarity = index.rarity(words(question, asked)).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        double[] likeness = codes(tokens, passages).stream()
                .mapToDouble(passage ->
                        tokens.isComparableWith(passage) ? mean(tokens.greatestLikeness(passage), rarity) : Double.NaN)
                .toArray();
        double average =
                Arrays.stream(likeness).filter(Double::isFinite).average().orElse(0);
        return Arrays.stream(likeness)
                .map(each -> Double.isFinite(each) ? each : average)
                .toArray();
    }

    private List<TokenCodes> codes(QuestionTokens question, List<Hit> passages) {
        List<String> unknown = passages.stream()
                .filter(hit -> !question.isComparableWith(hit.tokens()))
                .map(hit -> hit.passage().embeddedText())
                .toList();
        if (!computing || unknown.isEmpty()) {
            return passages.stream().map(Hit::tokens).toList();
        }
        Iterator<TokenCodes> computed = engine.tokenCodes(unknown).iterator();
        return passages.stream()
                .map(hit -> question.isComparableWith(hit.tokens()) ? hit.tokens() : computed.next())
                .toList();
    }

    /// For each token, the word that it is a part of.
    private static List<String> words(String question, TokenVectors tokens) {
        List<String> words = new ArrayList<>();
        for (int token = 0; token < tokens.count(); token++) {
            int start = tokens.starts()[token];
            int end = tokens.ends()[token];
            while (start > 0 && Character.isLetterOrDigit(question.charAt(start - 1))) {
                start--;
            }
            while (end < question.length() && Character.isLetterOrDigit(question.charAt(end))) {
                end++;
            }
            words.add(question.substring(start, end));
        }
        return words;
    }

    private static double mean(float[] likeness, double[] rarity) {
        double sum = 0;
        double weights = 0;
        for (int token = 0; token < likeness.length; token++) {
            sum += rarity[token] * likeness[token];
            weights += rarity[token];
        }
        return weights == 0 ? 0 : sum / weights;
    }
}
