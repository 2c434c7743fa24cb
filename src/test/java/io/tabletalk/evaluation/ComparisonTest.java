package io.tabletalk.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tabletalk.evaluation.Comparison.Run;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void aDifferenceOfTheSameSignEverywhereIsHardlyChance() {
        Comparison comparison = compare(constant(20, 0.6), constant(20, 0.5));

        assertThat(comparison.baseline()).isEqualTo("other");
        assertThat(comparison.difference()).isCloseTo(0.1, within(1e-9));
        assertThat(comparison.pValue()).isLessThan(0.001);
    }

    @Test
    void theProbabilityIsThatOfAllExchanges() {
        // Of 8 exchanges, the two that leave all as they are or exchange all are as large.
        double[] three = {0.1, 0.2, 0.3};
        double[] behindOthers = new double[67];
        Arrays.fill(behindOthers, 1e-12);
        System.arraycopy(three, 0, behindOthers, 64, 3);

        assertThat(compare(three, constant(3, 0)).pValue()).isCloseTo(0.25, within(0.02));
        assertThat(compare(behindOthers, constant(67, 0)).pValue()).isCloseTo(0.25, within(0.02));
    }

    @Test
    void oneQuestionOrNoDifferenceProvesNothing() {
        double[] one = constant(50, 0.5);
        one[7] = 1;

        assertThat(compare(one, constant(50, 0.5)).pValue()).isEqualTo(1);
        assertThat(compare(constant(50, 0.5), constant(50, 0.5)).pValue()).isEqualTo(1);
    }

    @Test
    void theOrderOfTheTwoChangesOnlyTheSign() {
        double[] left = new Random(1).doubles(200).toArray();
        double[] right = new Random(2).doubles(200).toArray();

        Comparison there = compare(left, right);
        Comparison back = compare(right, left);

        assertThat(there.difference()).isCloseTo(-back.difference(), within(1e-12));
        assertThat(there.pValue()).isEqualTo(back.pValue()).isBetween(0.01, 1.0);
    }

    private static Comparison compare(double[] questions, double[] others) {
        return new Run("this", questions).comparedWith(new Run("other", others));
    }

    private static double[] constant(int count, double value) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }
}
