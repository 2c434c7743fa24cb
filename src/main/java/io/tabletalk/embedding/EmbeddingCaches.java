package io.tabletalk.embedding;

import java.nio.file.Path;

/// Opens caches of vectors outside the server.
public final class EmbeddingCaches {

    private EmbeddingCaches() {}

    /// A cache without a bound in a file, which is made when it is missing. Whoever opens it closes it.
    ///
    /// @throws IllegalStateException when the file cannot be used
    public static EmbeddingCache open(Path file) {
        return new LocalEmbeddingCache(file, Long.MAX_VALUE);
    }
}
