package io.tabletalk.embedding;

import java.nio.file.Path;

/// Opens embedding engines outside the server.
public final class EmbeddingEngines {

    private static final int QUEUE = 256;

    private EmbeddingEngines() {}

    /// all-MiniLM-L6-v2 on every core, which keeps no vectors in memory. Whoever opens it closes it.
    ///
    /// @param natives where native libraries are unpacked; made when it is missing
    public static EmbeddingEngine miniLm(Path natives) {
        String precision = Precision.INT8.toString();
        return new MiniLmEngine(new EmbeddingSettings(EmbeddingSettings.BUNDLED, precision, "", 0, QUEUE, 0), natives);
    }
}
