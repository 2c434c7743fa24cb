package io.tabletalk.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;

/// One way to search beside another on the same questions.
///
/// @param baseline   the other way
/// @param difference of the means of nDCG@10, -1 to 1; more than 0 when this way found better
/// @param pValue     with which probability chance alone makes a difference as large or larger, above 0 to 1: the
/// two-sided
///                   paired randomization test (Smucker, Allan and Carterette, CIKM 2007), by 10,000 draws that are
/// always
///                   the same, what was observed counted as one more (Phipson and Smyth 2010). It is that of these two
///                   alone: that the baseline was chosen among several is not reckoned in.
record Comparison(String baseline, double difference, double pValue) {

    private static final int DRAWS = 10_000;

    /// Sums in another order differ in the last bits.
    private static final double TOLERANCE = 1e-9;

    /// What a way to search has reached.
    ///
    /// @param ndcg at 10, of each question
    record Run(String name, double[] ndcg) {

        double mean() {
            return Arrays.stream(ndcg).average().orElse(0);
        }

        Comparison comparedWith(Run baseline) {
            double[] differences = new double[ndcg.length];
            Arrays.setAll(differences, question -> ndcg[question] - baseline.ndcg()[question]);
            return new Comparison(baseline.name(), mean() - baseline.mean(), pValue(differences));
        }
    }

    /// If both ways were alike, each question could as well have had its two results the other way round.
    private static double pValue(double[] differences) {
        double[] nonZero =
                Arrays.stream(differences).filter(difference -> difference != 0).toArray();
        double observed = Math.abs(Arrays.stream(nonZero).sum());
        SplittableRandom random = new SplittableRandom(1);
        int asLarge = 1;
        for (int draw = 0; draw < DRAWS; draw++) {
            if (Math.abs(sumWithRandomSigns(nonZero, random)) >= observed - TOLERANCE) {
                asLarge++;
            }
        }
        return (double) asLarge / (DRAWS + 1);
    }

    private static double sumWithRandomSigns(double[] differences, SplittableRandom random) {
        double sum = 0;
        long signs = 0;
        for (int i = 0; i < differences.length; i++) {
            if (i % Long.SIZE == 0) {
                signs = random.nextLong();
            }
            sum += (signs & 1) == 0 ? differences[i] : -differences[i];
            signs >>>= 1;
        }
        return sum;
    }
}
