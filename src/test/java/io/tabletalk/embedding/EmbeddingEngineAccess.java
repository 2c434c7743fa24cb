package io.tabletalk.embedding;

import java.nio.file.Path;

/// Lets tests of other packages open the real engine without starting the server.
public final class EmbeddingEngineAccess {

    private EmbeddingEngineAccess() {}

    public static EmbeddingEngine open() {
        return new MiniLmEngine(new EmbeddingSettings("all-MiniLM-L6-v2", "int8", "", 0, 256, 5_000), natives());
    }

    /// @param precision `fp32` or `int8`
    /// @param cacheSize vectors kept in memory
    public static EmbeddingEngine open(String precision, int cacheSize, Path folder) {
        return new MiniLmEngine(
                new EmbeddingSettings("all-MiniLM-L6-v2", precision, "", 0, 256, cacheSize), folder);
    }

    /// Outlives the test, so that the libraries are unpacked once.
    static Path natives() {
        return Path.of("target", "natives").toAbsolutePath();
    }
}
