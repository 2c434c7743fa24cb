package io.tabletalk.testing;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.embedding.EmbeddingEngineAccess;

/// The embedding engine that all tests of a run share.
public final class Engines {

    private static final EmbeddingEngine MINI_LM = EmbeddingEngineAccess.open();

    private Engines() {}

    public static EmbeddingEngine miniLm() {
        return MINI_LM;
    }
}
