package io.tabletalk.index.lucene;

import java.util.Arrays;

/// How far the differences of cosines are to be believed in one search, beside the words.
///
/// Where rows differ in a street and a number, every cosine is high and about the same, and the small differences are
/// chance; the words should decide then, if one passage stands out by them. The lead of meaning is the best cosine
/// less the mean of the 100 best. The lead of words is the same of the scores by words, as a part of the best of them,
/// or of what passages may well hold by chance when that is more. What a cosine lies below the best one counts in
/// full where the lead of meaning, as it is weighed, is at least a quarter of that of words, and else in proportion.
///
/// @param best  the best cosine
/// @param share 0 to 1: what the distance of a cosine to the best one counts
record Clarity(double best, double share) {

    /// Chosen with both weights on the training questions of SciFact and on SQuAD: the most trust in words that costs
    /// neither anything.
    private static final double OF_WORDS = 0.25;

    private static final int LEADING = 100;

    /// @param cosines     of the candidates, of which the nearest by meaning are a part
    /// @param keywords    their scores by words
    /// @param denseWeight 0 to 1
    /// @param chance      the score by words that says nothing yet, as [Bm25#chance] has it
    static Clarity of(double[] cosines, double[] keywords, double denseWeight, double chance) {
        double best = Arrays.stream(cosines).max().orElse(0);
        double bestByWords = Arrays.stream(keywords).max().orElse(0);
        if (bestByWords == 0) {
            return new Clarity(best, 1);
        }
        double meaning = denseWeight * lead(cosines);
        double words = (1 - denseWeight) * OF_WORDS * lead(keywords) / Math.max(bestByWords, chance);
        return new Clarity(best, meaning >= words ? 1 : meaning / words);
    }

    /// The best less the mean of the leading ones.
    private static double lead(double[] scores) {
        double[] ascending = scores.clone();
        Arrays.sort(ascending);
        double[] leading = Arrays.copyOfRange(ascending, Math.max(0, ascending.length - LEADING), ascending.length);
        return leading[leading.length - 1] - Arrays.stream(leading).average().orElse(0);
    }

    double tempered(double cosine) {
        return best - share * (best - cosine);
    }
}
