package io.tabletalk.ingest;

import io.tabletalk.embedding.Embedding;
import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.TokenCodes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// An engine that counts what it embeds; its vectors mean nothing.
final class CountingEngine implements EmbeddingEngine {

    private static final Pattern WORD = Pattern.compile("\\S+");

    final AtomicLong embedded = new AtomicLong();
    /// Called for each text; may throw.
    volatile Consumer<String> onEmbed = text -> {};

    @Override
    public List<float[]> embedPassages(List<String> texts) {
        texts.forEach(text -> onEmbed.accept(text));
        embedded.addAndGet(texts.size());
        return texts.stream().map(text -> new float[] {1, 0}).toList();
    }

    @Override
    public boolean givesTokens() {
        return true;
    }

    @Override
    public List<Embedding> embedPassagesWithTokens(List<String> texts) {
        return embedPassages(texts).stream()
                .map(vector -> new Embedding(vector, new TokenCodes(new byte[] {2, 0})))
                .toList();
    }

    @Override
    public String fingerprint() {
        return "counting";
    }

    @Override
    public int dimensions() {
        return 2;
    }

    @Override
    public int maxTokens() {
        return 256;
    }

    @Override
    public float[] embedQuestion(String text) {
        throw new UnsupportedOperationException();
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
}
