package io.tabletalk.index.bench;

/// Arithmetic on vectors.
final class Vectors {

    private Vectors() {}

    static void add(float[] sum, float[] vector, float weight) {
        for (int d = 0; d < sum.length; d++) {
            sum[d] += weight * vector[d];
        }
    }

    static float[] normalized(float[] vector) {
        float scale = (float) (1 / Math.sqrt(dot(vector, vector)));
        for (int d = 0; d < vector.length; d++) {
            vector[d] *= scale;
        }
        return vector;
    }

    /// Four sums at once, which the processor adds independently of each other.
    static float dot(float[] left, float[] right) {
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        for (int d = 0; d < left.length; d += 4) {
            first += left[d] * right[d];
            second += left[d + 1] * right[d + 1];
            third += left[d + 2] * right[d + 2];
            fourth += left[d + 3] * right[d + 3];
        }
        return first + second + third + fourth;
    }
}
