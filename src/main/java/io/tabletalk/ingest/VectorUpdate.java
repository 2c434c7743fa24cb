package io.tabletalk.ingest;

import io.tabletalk.index.DocumentUpdate;

/// A document with its vectors, to be applied to the index.
record VectorUpdate(Origin origin, DocumentUpdate update) {

    /// About how many bytes it takes in memory.
    long weight() {
        return switch (update) {
            case DocumentUpdate.Replace replace ->
                512
                        + replace.passages().stream()
                                .mapToLong(passage -> 4L * passage.vector().length
                                        + 2L * passage.passage().text().length())
                                .sum();
            case DocumentUpdate.Remove remove -> 256;
        };
    }
}
