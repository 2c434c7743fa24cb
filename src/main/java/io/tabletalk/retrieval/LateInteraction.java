package io.tabletalk.retrieval;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.EmbeddingEngine.TokenVectors;
import io.tabletalk.index.Hit;
import io.tabletalk.index.KnowledgeIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Late interaction: each token of the question looks for the token of the passage that it is most like, and rare words
/// count more than frequent ones. The tokens of the best passages are embedded anew for each question, which takes as
/// long as embedding so many passages does.
///
/// Formula: `search score + 2.3 · dense weight · Σ rarity · greatest cosine / Σ rarity`. That mean is a likeness on the
/// scale of cosines, so it is weighed as the embedded index weighs them (ADR 312, where the figure was found). Where the
/// search scores by words alone, on another scale, hardly anything changes; other indexes weigh cosines otherwise.
final class LateInteraction implements Reranker {

    private static final int DEPTH = 30;

    /// What this likeness counts, compared with the cosine of the whole texts.
    private static final double BESIDE_COSINE = 2.3;

    private final EmbeddingEngine engine;
    private final KnowledgeIndex index;

    LateInteraction(EmbeddingEngine engine, KnowledgeIndex index) {
        this.engine = engine;
        this.index = index;
    }

    @Override
    public int depth(int limit) {
        return Math.max(DEPTH, limit);
    }

    @Override
    public List<Hit> rerank(String question, List<Hit> bestFirst) {
        if (bestFirst.size() < 2) {
            return bestFirst;
        }
        List<Hit> compared = bestFirst.subList(0, Math.min(DEPTH, bestFirst.size()));
        double[] likeness = likeness(question, compared);
        double weight = BESIDE_COSINE * engine.denseWeight();
        List<Hit> reranked = new ArrayList<>(IntStream.range(0, compared.size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer hit) -> -compared.get(hit).score() - weight * likeness[hit]))
                .map(compared::get)
                .toList());
        reranked.addAll(bestFirst.subList(compared.size(), bestFirst.size()));
        return reranked;
    }

    private double[] likeness(String question, List<Hit> passages) {
        List<String> texts = new ArrayList<>(List.of(question));
        passages.forEach(hit -> texts.add(hit.passage().embeddedText()));
        List<TokenVectors> tokens = engine.tokenVectors(texts);
        TokenVectors asked = tokens.getFirst();
        double[] rarity = index.rarity(words(question, asked)).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        return tokens.stream()
                .skip(1)
                .mapToDouble(passage -> likeness(asked, rarity, passage))
                .toArray();
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

    private static double likeness(TokenVectors question, double[] rarity, TokenVectors passage) {
        double sum = 0;
        double weights = 0;
        for (int token = 0; token < question.count(); token++) {
            sum += rarity[token] * greatestCosine(question.vectors()[token], passage.vectors());
            weights += rarity[token];
        }
        return weights == 0 ? 0 : sum / weights;
    }

    private static double greatestCosine(float[] token, float[][] others) {
        float greatest = 0;
        for (float[] other : others) {
            greatest = Math.max(greatest, cosine(token, other));
        }
        return greatest;
    }

    /// Of vectors of length 1. Four sums at once, which the processor adds independently of each other.
    private static float cosine(float[] left, float[] right) {
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        int d = 0;
        for (; d + 3 < left.length; d += 4) {
            first += left[d] * right[d];
            second += left[d + 1] * right[d + 1];
            third += left[d + 2] * right[d + 2];
            fourth += left[d + 3] * right[d + 3];
        }
        for (; d < left.length; d++) {
            first += left[d] * right[d];
        }
        return first + second + third + fourth;
    }
}
