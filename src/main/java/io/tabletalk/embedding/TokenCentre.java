package io.tabletalk.embedding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the vectors of all tokens of a model have in common: their mean over a few ordinary texts. With
/// bge-small-en-v1.5 its length is more than a half; the signs of what is left tell tokens apart much better than those
/// of
/// the vectors themselves (ADR 323).
///
/// Codes that are kept belong to these texts: whoever changes one changes the key of the codes in [PassageEmbedder],
/// too, and
/// leaves codes in the index that are a little off until its documents are read anew.
final class TokenCentre {

    private static final String TEXTS = "/models/ordinary-texts.txt";

    private TokenCentre() {}

    /// Takes as long as embedding a dozen passages.
    static float[] of(LoadedModel model, Wordpieces wordpieces) {
        List<long[]> texts = texts().stream().map(wordpieces::ids).toList();
        int dimensions = model.dimensions();
        double[] sum = new double[dimensions];
        int tokens = 0;
        for (long[] text : texts) {
            float[] vectors =
                    model.embedTokens(List.of(text), wordpieces.specialTokens()).getFirst();
            for (int i = 0; i < vectors.length; i++) {
                sum[i % dimensions] += vectors[i];
            }
            tokens += vectors.length / dimensions;
        }
        float[] mean = new float[dimensions];
        for (int d = 0; d < dimensions; d++) {
            mean[d] = (float) (sum[d] / Math.max(1, tokens));
        }
        return mean;
    }

    private static List<String> texts() {
        try (InputStream file = TokenCentre.class.getResourceAsStream(TEXTS)) {
            if (file == null) {
                throw new IllegalStateException("There is no " + TEXTS);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
