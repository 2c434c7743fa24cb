package io.tabletalk.embedding;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/// What a model gives: a row of numbers for each token of each text.
///
/// @param rows   valid only while the model says so
/// @param width  of a row
/// @param texts  the ids of the tokens of each
/// @param starts the first row of each text
record TokenRows(FloatBuffer rows, int width, List<long[]> texts, int[] starts) {

    /// @param longest rows that each text takes
    static TokenRows padded(FloatBuffer rows, int width, List<long[]> texts, int longest) {
        int[] starts = new int[texts.size()];
        for (int text = 1; text < starts.length; text++) {
            starts[text] = starts[text - 1] + longest;
        }
        return new TokenRows(rows, width, texts, starts);
    }

    /// @param rows without any between the texts
    static TokenRows packed(FloatBuffer rows, int width, List<long[]> texts) {
        int[] starts = new int[texts.size()];
        for (int text = 1; text < starts.length; text++) {
            starts[text] = starts[text - 1] + texts.get(text - 1).length;
        }
        return new TokenRows(rows, width, texts, starts);
    }

    /// See [LoadedModel#embed].
    List<float[]> vectors(Pooling pooling) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (int text = 0; text < texts.size(); text++) {
            rows.position(starts[text] * width);
            int count =
                    switch (pooling) {
                        case MEAN -> texts.get(text).length;
                        case CLS -> 1;
                    };
            vectors.add(normalized(sum(count)));
        }
        return vectors;
    }

    /// A mean and a sum differ in length only.
    private float[] sum(int count) {
        float[] row = new float[width];
        float[] sum = new float[width];
        for (int i = 0; i < count; i++) {
            rows.get(row);
            for (int d = 0; d < width; d++) {
                sum[d] += row[d];
            }
        }
        return sum;
    }

    /// See [LoadedModel#embedWithTokens].
    List<Embedding> embeddings(Pooling pooling, SpecialTokens special, float[] centre) {
        List<float[]> vectors = vectors(pooling);
        List<Embedding> embeddings = new ArrayList<>(texts.size());
        for (int text = 0; text < texts.size(); text++) {
            embeddings.add(new Embedding(vectors.get(text), codes(text, special, centre)));
        }
        return embeddings;
    }

    private TokenCodes codes(int text, SpecialTokens special, float[] centre) {
        int count = special.between(texts.get(text));
        TokenCodes.Builder codes = new TokenCodes.Builder(count, centre);
        float[] row = new float[width];
        rows.position((starts[text] + special.before().length) * width);
        for (int i = 0; i < count; i++) {
            rows.get(row);
            codes.add(normalized(row));
        }
        return codes.build();
    }

    /// See [LoadedModel#embedTokens].
    List<float[]> tokens(SpecialTokens special) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (int text = 0; text < texts.size(); text++) {
            int count = special.between(texts.get(text));
            float[] all = new float[count * width];
            float[] row = new float[width];
            rows.position((starts[text] + special.before().length) * width);
            for (int i = 0; i < count; i++) {
                rows.get(row);
                System.arraycopy(normalized(row), 0, all, i * width, width);
            }
            vectors.add(all);
        }
        return vectors;
    }

    private static float[] normalized(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float scale = (float) (1 / Math.sqrt(squares));
        for (int d = 0; d < vector.length; d++) {
            vector[d] *= scale;
        }
        return vector;
    }
}
