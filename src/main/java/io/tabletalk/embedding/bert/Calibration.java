package io.tabletalk.embedding.bert;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// In which range the inputs of the dense layers lie, measured on text.
///
/// The file has a line for each dense input: its name, the least and the greatest value, and for each channel the
/// number of eighths of a power of two by which it is divided before that. Lines that begin with `#` are comments.
///
/// Dividing an input and multiplying the weights it meets leaves the product what it is, and moves what is hard to
/// quantize from channels with outliers to weights (SmoothQuant, Xiao et al. 2023).
///
/// @param ranges by the name of the dense input
record Calibration(Map<String, Range> ranges) {

    /// @param low      at most 0
    /// @param high     at least 0
    /// @param divisors by channel
    record Range(float low, float high, float[] divisors) {

        private static final int STEPS = 255;

        /// What one of the 255 steps stands for.
        float step() {
            return Math.max((high - low) / STEPS, 1e-8f);
        }

        /// Which step stands for 0.
        int zero() {
            return Math.clamp(Math.round(-low / step()), 0, STEPS);
        }
    }

    /// @throws IllegalArgumentException when the file is not of this form
    static Calibration read(InputStream file) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
        Map<String, Range> ranges = new HashMap<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.startsWith("#")) {
                String[] words = line.split(" ");
                ranges.put(words[0], range(words));
            }
        }
        return new Calibration(ranges);
    }

    private static Range range(String[] words) {
        int first = 3;
        float[] divisors = new float[words.length - first];
        for (int channel = 0; channel < divisors.length; channel++) {
            divisors[channel] = divisor(Integer.parseInt(words[first + channel]));
        }
        return new Range(Float.parseFloat(words[1]), Float.parseFloat(words[2]), divisors);
    }

    /// Computed so that it is the same number on every machine.
    static float divisor(int eighths) {
        return (float) StrictMath.pow(2, eighths / 8.0);
    }

    Range of(String denseInput) {
        Range range = ranges.get(denseInput);
        if (range == null) {
            throw new IllegalArgumentException("No range was measured for " + denseInput);
        }
        return range;
    }
}
