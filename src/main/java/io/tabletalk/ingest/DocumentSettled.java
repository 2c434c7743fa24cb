package io.tabletalk.ingest;

import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import java.util.Objects;

/// A document of a batch has come further, mostly to its end.
public record DocumentSettled(Origin origin, SourceId source, String key, Outcome outcome) {

    public DocumentSettled {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(outcome, "outcome");
    }

    static DocumentSettled of(Origin origin, DocumentKey key, Outcome outcome) {
        return new DocumentSettled(origin, key.source(), key.key(), outcome);
    }
}
