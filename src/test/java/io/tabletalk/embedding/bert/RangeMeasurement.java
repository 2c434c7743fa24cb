package io.tabletalk.embedding.bert;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Collects what goes into one dense layer and finds the range with the least squared error for it.
final class RangeMeasurement {

    /// How much of what is hard to quantize is moved to the weights.
    private static final double SMOOTHING = 0.7;

    private static final double KEPT_ROWS = 0.1;
    private static final int EIGHTHS = 8;
    private static final int MOST_EIGHTHS = 44; // a factor of 45
    private static final int WIDTHS_TRIED = 25;
    private static final double NARROWEST = 0.7;

    private final float[] least;
    private final float[] greatest;
    private final List<float[]> rows = new ArrayList<>();
    private final Random random = new Random(1);

    RangeMeasurement(int channels) {
        least = new float[channels];
        greatest = new float[channels];
    }

    /// @param marks whether the row belongs to the mark at the start or the end of a text, where the greatest values
    ///              are
    void add(float[] row, boolean marks) {
        for (int channel = 0; channel < row.length; channel++) {
            least[channel] = Math.min(least[channel], row[channel]);
            greatest[channel] = Math.max(greatest[channel], row[channel]);
        }
        if (marks || random.nextDouble() < KEPT_ROWS) {
            rows.add(row);
        }
    }

    /// The line of the file of calibration.
    ///
    /// @param largestWeights the largest weight that each channel meets
    String line(String name, float[] largestWeights) {
        int[] eighths = eighths(largestWeights);
        double low = 0;
        double high = 0;
        for (int channel = 0; channel < eighths.length; channel++) {
            float divisor = Calibration.divisor(eighths[channel]);
            low = Math.min(low, least[channel] / divisor);
            high = Math.max(high, greatest[channel] / divisor);
            for (float[] row : rows) {
                row[channel] /= divisor;
            }
        }
        double width = bestWidth(low, high);
        return "%s %.6g %.6g %s"
                .formatted(
                        name,
                        low * width,
                        high * width,
                        IntStream.of(eighths).mapToObj(Integer::toString).collect(Collectors.joining(" ")));
    }

    private int[] eighths(float[] largestWeights) {
        double[] logarithms = new double[least.length];
        for (int channel = 0; channel < logarithms.length; channel++) {
            double input = Math.max(Math.max(-least[channel], greatest[channel]), 1e-3);
            double weight = Math.max(largestWeights[channel], 1e-5);
            logarithms[channel] = SMOOTHING * log2(input) - (1 - SMOOTHING) * log2(weight);
        }
        double mean = java.util.Arrays.stream(logarithms).average().orElseThrow();
        return java.util.Arrays.stream(logarithms)
                .mapToInt(
                        logarithm -> Math.clamp(Math.round((logarithm - mean) * EIGHTHS), -MOST_EIGHTHS, MOST_EIGHTHS))
                .toArray();
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    /// Rare great values may be cut off when that makes the steps of all others finer.
    private double bestWidth(double low, double high) {
        double best = 1;
        double leastError = Double.MAX_VALUE;
        for (int i = 0; i < WIDTHS_TRIED; i++) {
            double width = NARROWEST + (1 - NARROWEST) * i / (WIDTHS_TRIED - 1);
            double error =
                    squaredError(new Calibration.Range((float) (low * width), (float) (high * width), new float[0]));
            if (error < leastError) {
                leastError = error;
                best = width;
            }
        }
        return best;
    }

    private double squaredError(Calibration.Range range) {
        double sum = 0;
        for (float[] row : rows) {
            for (float value : row) {
                int step = Math.clamp(Math.round(value / range.step()) + range.zero(), 0, 255);
                double error = (step - range.zero()) * range.step() - value;
                sum += error * error;
            }
        }
        return sum;
    }
}
