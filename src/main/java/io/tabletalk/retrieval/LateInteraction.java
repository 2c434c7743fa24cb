package io.tabletalk.retrieval;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.EmbeddingEngine.TokenVectors;
import io.tabletalk.embedding.QuestionTokens;
import io.tabletalk.embedding.TokenCodes;
import io.tabletalk.index.Hit;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.index.SearchQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Late interaction: each token of the question looks for the token of the passage that it is most like, and rare words
/// count more than frequent ones. The index brings the tokens of the passages along; of those it does not know, they are
/// computed anew, which takes as long as embedding these passages.
///
/// Formula: `search score + 1.5 · dense weight · Σ rarity · greatest likeness / Σ rarity`. That mean is a likeness on the
/// scale of cosines, so it is weighed as the embedded index weighs them (ADR 323, where the figure was found). Where the
/// search scores by words alone, on another scale, hardly anything changes; other indexes weigh cosines otherwise.
final class LateInteraction implements Reranker {

    static final int DEPTH = 30;

    /// What this likeness counts, compared with the cosine of the whole texts.
    private static final double BESIDE_COSINE = 1.5;

    private final EmbeddingEngine engine;
    private final KnowledgeIndex index;
    private final int mostAnew;

    /// @param mostAnew of how many passages the tokens may be computed anew; where it would take more, the results stay in
    ///                 the order of the search
    LateInteraction(EmbeddingEngine engine, KnowledgeIndex index, int mostAnew) {
        this.engine = engine;
        this.index = index;
        this.mostAnew = mostAnew;
    }

    @Override
    public SearchQuery widened(SearchQuery query) {
        return query.withTokens(DEPTH);
    }

    @Override
    public List<Hit> rerank(String question, List<Hit> bestFirst) {
        if (bestFirst.size() < 2) {
            return bestFirst;
        }
        List<Hit> compared = bestFirst.subList(0, Math.min(DEPTH, bestFirst.size()));
        return likeness(question, compared)
                .map(likeness -> reordered(compared, likeness, bestFirst.subList(compared.size(), bestFirst.size())))
                .orElse(bestFirst);
    }

    private List<Hit> reordered(List<Hit> compared, double[] likeness, List<Hit> rest) {
        double weight = BESIDE_COSINE * engine.denseWeight();
        List<Hit> reordered = new ArrayList<>(IntStream.range(0, compared.size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer hit) -> -compared.get(hit).score() - weight * likeness[hit]))
                .map(compared::get)
                .toList());
        reordered.addAll(rest);
        return reordered;
    }

    /// Of each passage; empty when its tokens are not at hand.
    private Optional<double[]> likeness(String question, List<Hit> passages) {
        return engine.questionTokens(question).flatMap(asked -> {
            QuestionTokens tokens = new QuestionTokens(asked);
            double[] rarity = index.rarity(words(question, asked)).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            return codes(tokens, passages)
                    .map(codes -> codes.stream()
                            .mapToDouble(passage -> mean(tokens.greatestLikeness(passage), rarity))
                            .toArray());
        });
    }

    private Optional<List<TokenCodes>> codes(QuestionTokens question, List<Hit> passages) {
        List<String> anew = passages.stream()
                .filter(hit -> !question.isComparableWith(hit.tokens()))
                .map(hit -> hit.passage().embeddedText())
                .toList();
        if (anew.size() > mostAnew) {
            return Optional.empty();
        }
        Iterator<TokenCodes> computed = anew.isEmpty()
                ? List.<TokenCodes>of().iterator()
                : engine.tokenCodes(anew).iterator();
        return Optional.of(passages.stream()
                .map(hit -> question.isComparableWith(hit.tokens()) ? hit.tokens() : computed.next())
                .toList());
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
