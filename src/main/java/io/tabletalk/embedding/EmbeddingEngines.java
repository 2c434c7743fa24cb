package io.tabletalk.embedding;

import io.tabletalk.embedding.EmbeddingSettings.CacheSettings;
import io.tabletalk.state.DataDirectory;

/// Opens embedding engines outside the server.
public final class EmbeddingEngines {

    /// The model that is used unless another is configured.
    public static final String DEFAULT_MODEL = EmbeddingSettings.DEFAULT_MODEL;

    private static final int QUEUE = 256;

    private EmbeddingEngines() {}

    /// An engine of this machine, on every core, which keeps no vectors in memory. Whoever opens it closes it.
    ///
    /// @param model     as the setting `tabletalk.embedding.model`
    /// @param precision as the setting `tabletalk.embedding.precision`
    /// @param directory where weights are looked for, and native libraries and prepared models kept
    /// @throws IllegalArgumentException when there is no such model or precision
    /// @throws IllegalStateException when the weights of the model are missing
    public static EmbeddingEngine open(String model, String precision, DataDirectory directory) {
        return new ModelLibrary(directory)
                .open(new EmbeddingSettings(
                        model,
                        precision,
                        EightBitRuntime.AUTO.toString(),
                        "",
                        0,
                        QUEUE,
                        0,
                        CacheSettings.NONE,
                        RemoteSettings.NONE));
    }
}
