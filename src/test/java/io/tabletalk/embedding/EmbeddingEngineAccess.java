package io.tabletalk.embedding;

import java.nio.file.Path;

/// Lets tests of other packages open the real engine without starting the server.
public final class EmbeddingEngineAccess {

    private EmbeddingEngineAccess() {}

    public static EmbeddingEngine open() {
        return new MiniLmEngine(new EmbeddingSettings("all-MiniLM-L6-v2", 0, 256, 5_000), natives());
    }

    /// Outlives the test, so that the libraries are unpacked once.
    static Path natives() {
        return Path.of("target", "natives").toAbsolutePath();
    }
}
