package io.tabletalk.embedding;

import java.util.Locale;

/// In which numbers the model computes.
enum Precision {
    /// 32-bit floats, as the weights are published.
    FP32,
    /// Eight-bit integers in the dense layers: about twice as fast, and a quarter of the size.
    INT8;

    static final String NAMES = "fp32, int8";

    /// @throws IllegalArgumentException when there is none of this name
    static Precision of(String name) {
        for (Precision precision : values()) {
            if (precision.toString().equals(name.toLowerCase(Locale.ROOT))) {
                return precision;
            }
        }
        throw new IllegalArgumentException(
                "There is no embedding precision '" + name + "'. The precisions are " + NAMES + ".");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
