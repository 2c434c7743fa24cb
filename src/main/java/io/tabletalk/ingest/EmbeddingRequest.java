package io.tabletalk.ingest;

import io.tabletalk.knowledge.DocumentChange;

/// A document to be cut into passages and embedded, or to be removed.
record EmbeddingRequest(Origin origin, DocumentChange change) {

    /// About how many bytes it takes in memory.
    long weight() {
        return switch (change) {
            case DocumentChange.Upserted upserted ->
                512 + 2L * upserted.document().text().length();
            case DocumentChange.Deleted deleted -> 256;
        };
    }
}
