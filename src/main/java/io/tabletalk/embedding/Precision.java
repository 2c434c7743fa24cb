package io.tabletalk.embedding;

import java.util.Locale;
import java.util.Optional;

/// In which numbers the model computes.
enum Precision {
    /// 32-bit floats, as the weights are published.
    FP32,
    /// Eight-bit integers in the dense layers: about twice as fast, and a quarter of the size.
    INT8;

    /// What is configured.
    ///
    /// @param precision empty for the one that the model is best in
    record Choice(Optional<Precision> precision) {

        static final String AUTOMATIC = "auto";
        static final String NAMES = AUTOMATIC + ", fp32, int8";

        /// @throws IllegalArgumentException when there is none of this name
        static Choice of(String name) {
            if (name.equalsIgnoreCase(AUTOMATIC)) {
                return new Choice(Optional.empty());
            }
            for (Precision precision : values()) {
                if (precision.toString().equals(name.toLowerCase(Locale.ROOT))) {
                    return new Choice(Optional.of(precision));
                }
            }
            throw new IllegalArgumentException(
                    "There is no embedding precision '" + name + "'. The precisions are " + NAMES + ".");
        }

        Precision orElse(Precision best) {
            return precision.orElse(best);
        }

        @Override
        public String toString() {
            return precision.map(Precision::toString).orElse(AUTOMATIC);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
