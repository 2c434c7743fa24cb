package io.tabletalk.chat.answer;

import io.tabletalk.embedding.EmbeddingEngine;

/// Makes what only this package can make.
public final class TestAnswerers {

    private TestAnswerers() {}

    public static ExtractiveAnswerer extractive(EmbeddingEngine embeddings) {
        return new ExtractiveAnswerer(new QuotableRanking(embeddings), embeddings);
    }
}
