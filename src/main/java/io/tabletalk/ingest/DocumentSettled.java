package io.tabletalk.ingest;

import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;

/// A document of a batch has come further, mostly to its end.
public record DocumentSettled(Origin origin, SourceId source, String key, Outcome outcome) {

    static DocumentSettled of(Origin origin, DocumentKey key, Outcome outcome) {
        return new DocumentSettled(origin, key.source(), key.key(), outcome);
    }
}
