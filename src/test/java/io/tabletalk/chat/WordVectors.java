package io.tabletalk.chat;

import io.tabletalk.embedding.EmbeddingEngine;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// An embedding engine for tests: a text's vector counts its words, so texts with common words are near each other.
public final class WordVectors implements EmbeddingEngine {

    private static final int DIMENSIONS = 512;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    @Override
    public String fingerprint() {
        return "words";
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public int maxTokens() {
        return 256;
    }

    @Override
    public List<float[]> embedPassages(List<String> texts) {
        return texts.stream().map(WordVectors::vector).toList();
    }

    @Override
    public float[] embedQuestion(String text) {
        return vector(text);
    }

    @Override
    public TokenOffsets tokenize(String text) {
        List<MatchResult> words = WORD.matcher(text).results().toList();
        return new TokenOffsets(
                words.stream().mapToInt(MatchResult::start).toArray(),
                words.stream().mapToInt(MatchResult::end).toArray());
    }

    @Override
    public void close() {}

    private static float[] vector(String text) {
        float[] vector = new float[DIMENSIONS];
        WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .forEach(word -> vector[Math.floorMod(word.group().hashCode(), DIMENSIONS)]++);
        double length = 0;
        for (float value : vector) {
            length += value * value;
        }
        for (int i = 0; i < vector.length && length > 0; i++) {
            vector[i] /= (float) Math.sqrt(length);
        }
        return vector;
    }
}
