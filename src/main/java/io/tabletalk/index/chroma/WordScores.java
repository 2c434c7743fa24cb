package io.tabletalk.index.chroma;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Scores texts by the terms in them with BM25, k1 = 1.2 and b = 0.75.
final class WordScores {

    private static final double K1 = 1.2;
    private static final double B = 0.75;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]++");

    private final Map<Term, Double> weights;
    private final double averageLength;

    /// @param frequencies   in how many of `total` texts each term stands
    /// @param averageLength of the texts, in words
    WordScores(Map<Term, Long> frequencies, long total, double averageLength) {
        this.weights = new HashMap<>();
        frequencies.forEach((term, frequency) -> weights.put(term, term.weight() * rarity(frequency, total)));
        this.averageLength = averageLength;
    }

    double of(String text) {
        double length = 1 - B + B * length(text) / Math.max(1, averageLength);
        double score = 0;
        for (Map.Entry<Term, Double> each : weights.entrySet()) {
            int count = count(each.getKey().in(text));
            score += each.getValue() * count / (count + K1 * length);
        }
        return score;
    }

    private static double rarity(long frequency, long total) {
        long known = Math.max(total, frequency);
        return Math.log(1 + (known - frequency + 0.5) / (frequency + 0.5));
    }

    /// In words.
    static int length(String text) {
        return count(WORD.matcher(text));
    }

    private static int count(Matcher matcher) {
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }
}
