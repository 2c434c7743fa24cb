package io.tabletalk.embedding.bert;

/// A matrix in eight bits: a number is its value times the step of its row or column.
///
/// @param values -127 to 127, row by row
record Quantized(byte[] values, float[] steps) {

    private static final int LARGEST = 127;

    static Quantized byRow(float[] matrix, int rows, int columns) {
        return quantize(matrix, columns, rows, true);
    }

    static Quantized byColumn(float[] matrix, int rows, int columns) {
        return quantize(matrix, columns, columns, false);
    }

    private static Quantized quantize(float[] matrix, int columns, int groups, boolean byRow) {
        float[] steps = new float[groups];
        for (int i = 0; i < matrix.length; i++) {
            int group = byRow ? i / columns : i % columns;
            steps[group] = Math.max(steps[group], Math.abs(matrix[i]) / LARGEST);
        }
        byte[] values = new byte[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            float step = steps[byRow ? i / columns : i % columns];
            values[i] = step == 0 ? 0 : (byte) Math.clamp(Math.round(matrix[i] / step), -LARGEST, LARGEST);
        }
        return new Quantized(values, steps);
    }
}
