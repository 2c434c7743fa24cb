package io.tabletalk.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;

/// One way to search beside another on the same questions.
///
/// @param against     the other way
/// @param difference  of the means of nDCG@10, -1 to 1; more than 0 when this way found better
/// @param probability with which chance alone makes a difference as large, above 0 to 1: the two-sided randomization test
///                    (Smucker, Allan and Carterette, CIKM 2007), by 10,000 draws that are always the same
record Comparison(String against, double difference, double probability) {

    private static final int DRAWS = 10_000;

    /// Sums in another order differ in the last bits.
    private static final double NOTHING = 1e-9;

    /// A way to search, and the nDCG@10 of each question.
    record Way(String name, double[] questions) {

        double mean() {
            return Arrays.stream(questions).average().orElse(0);
        }

        Comparison comparedWith(Way other) {
            double[] differences = new double[questions.length];
            Arrays.setAll(differences, question -> questions[question] - other.questions()[question]);
            return new Comparison(other.name(), mean() - other.mean(), probability(differences));
        }
    }

    /// If both ways were alike, each question could as well have had its two results the other way round.
    private static double probability(double[] differences) {
        double[] told = Arrays.stream(differences).filter(difference -> difference != 0).toArray();
        double observed = Math.abs(Arrays.stream(told).sum());
        SplittableRandom random = new SplittableRandom(1);
        int asLarge = 1; // what was observed is one of the draws
        for (int draw = 0; draw < DRAWS; draw++) {
            if (Math.abs(sumWithRandomSigns(told, random)) >= observed - NOTHING) {
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
