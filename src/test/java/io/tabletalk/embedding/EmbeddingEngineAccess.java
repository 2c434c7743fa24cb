package io.tabletalk.embedding;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

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

    /// Multiplications and additions of MiniLM for a text, in the mean: 21.2 million for each token in the dense
    /// layers, and 9,216 for each pair of tokens in the attention.
    public static double operationsPerText(List<String> texts) throws IOException {
        double sum = 0;
        try (InputStream tokenizer = KnownLocalModel.shippedTokenizer();
                Wordpieces wordpieces = new Wordpieces(tokenizer, 256)) {
            for (String text : texts) {
                double tokens = wordpieces.ids(text).length;
                sum += tokens * (21.2e6 + 9_216 * tokens);
            }
        }
        return sum / texts.size();
    }

    /// @return whether this machine can use it
    public static boolean loadOneDnn(Path natives) {
        return NativeLibraries.loadOneDnn(natives).isEmpty();
    }

    /// Outlives the test, so that the libraries are unpacked once.
    static Path natives() {
        return Path.of("target", "natives").toAbsolutePath();
    }
}
