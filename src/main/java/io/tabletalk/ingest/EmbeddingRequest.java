package io.tabletalk.ingest;

import io.tabletalk.knowledge.DocumentChange;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.pipeline.Stage.Subject;
import java.util.Objects;

/// A document on its way: to be compared with what the index holds, then cut and embedded; or to be removed.
record EmbeddingRequest(Origin origin, DocumentChange change) {

    EmbeddingRequest {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(change, "change");
    }

    /// About how many bytes it takes in memory.
    long weight() {
        return switch (change) {
            case DocumentChange.Upserted upserted ->
                512 + 2L * upserted.document().text().length();
            case DocumentChange.Deleted deleted -> 256;
        };
    }

    /// What a dead letter of a stage says it is about.
    Subject subject(String stage) {
        DocumentKey key = change.key();
        return new Subject(key.source().value(), origin.batch(), stage, key.key());
    }

    DocumentSettled settled(Outcome outcome) {
        return DocumentSettled.of(origin, change.key(), outcome);
    }
}
