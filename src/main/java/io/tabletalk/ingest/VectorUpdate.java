package io.tabletalk.ingest;

import io.tabletalk.index.DocumentUpdate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A document with its vectors, to be applied to the index.
///
/// @param embedding the fingerprint of the engine that made the vectors; null when the document is removed
record VectorUpdate(
        Origin origin, DocumentUpdate update, @Nullable String embedding) {

    VectorUpdate {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(update, "update");
    }

    static VectorUpdate removal(Origin origin, DocumentUpdate.Remove removal) {
        return new VectorUpdate(origin, removal, null);
    }

    /// About how many bytes it takes in memory.
    long weight() {
        return switch (update) {
            case DocumentUpdate.Replace replace ->
                512
                        + replace.passages().stream()
                                .mapToLong(passage -> 4L * passage.vector().length
                                        + passage.tokens().bytes().length
                                        + 2L * passage.passage().text().length())
                                .sum();
            case DocumentUpdate.Remove remove -> 256;
        };
    }
}
