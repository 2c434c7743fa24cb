package io.tabletalk.index.lucene;

import io.tabletalk.embedding.Embedding;
import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.TokenCodes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// A small model of its own: a text's vector counts its words, in another place for each model.
final class WordEngine implements EmbeddingEngine {

    private final String fingerprint;
    private final int dimensions;
    final List<String> embedded = Collections.synchronizedList(new ArrayList<>());

    /// Called for each passage before it is embedded; may throw.
    volatile Consumer<String> onEmbed = text -> {};

    volatile boolean closed;

    WordEngine(String fingerprint, int dimensions) {
        this.fingerprint = fingerprint;
        this.dimensions = dimensions;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public int maxTokens() {
        return 256;
    }

    @Override
    public List<float[]> embedPassages(List<String> texts) {
        texts.forEach(text -> onEmbed.accept(text));
        embedded.addAll(texts);
        return texts.stream().map(this::vector).toList();
    }

    @Override
    public boolean givesTokens() {
        return true;
    }

    @Override
    public List<Embedding> embedPassagesWithTokens(List<String> texts) {
        return embedPassages(texts).stream()
                .map(vector -> new Embedding(vector, new TokenCodes(new byte[] {(byte) dimensions, 0})))
                .toList();
    }

    @Override
    public Optional<TokenVectors> questionTokens(String text) {
        return Optional.of(
                new TokenVectors(new float[][] {embedQuestion(text)}, new int[1], new int[] {text.length()}));
    }

    @Override
    public List<TokenCodes> tokenCodes(List<String> texts) {
        return embedPassagesWithTokens(texts).stream().map(Embedding::tokens).toList();
    }

    @Override
    public float[] embedQuestion(String text) {
        if (closed) {
            throw new IllegalStateException("The embedding engine is closed.");
        }
        return vector(text);
    }

    private float[] vector(String text) {
        float[] vector = new float[dimensions];
        for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
            vector[Math.floorMod((word + fingerprint).hashCode(), dimensions)]++;
        }
        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        for (int i = 0; i < dimensions; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    @Override
    public TokenOffsets tokenize(String text) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        closed = true;
    }
}
