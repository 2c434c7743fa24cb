package io.tabletalk.embedding;

import java.nio.file.Path;

/// Lets tests of other packages open the real engine without starting the server.
public final class EmbeddingEngineAccess {

    private EmbeddingEngineAccess() {}

    public static EmbeddingEngine open() {
        return open("int8", 5_000, natives());
    }

    /// @param precision `fp32` or `int8`
    /// @param cacheSize vectors kept in memory
    public static EmbeddingEngine open(String precision, int cacheSize, Path folder) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new OnnxEngine(miniLm(precision, folder), new OnnxEngine.Limits(cores, 256, cacheSize), folder);
    }

    static LocalModel miniLm(String precision, Path folder) {
        return new KnownLocalModel(
                KnownModel.MINI_LM,
                Precision.Choice.of(precision).orElse(Precision.INT8),
                EightBitRuntime.AUTO,
                null,
                folder.resolve("brought"),
                folder.resolve("models"));
    }

    /// Outlives the test, so that the libraries are unpacked once.
    static Path natives() {
        return Path.of("target", "natives").toAbsolutePath();
    }
}
