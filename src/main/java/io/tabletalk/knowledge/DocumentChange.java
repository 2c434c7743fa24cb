package io.tabletalk.knowledge;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;

/// What happened to one document. Snapshots, change feeds and webhooks all speak this, so one pipeline serves them all.
/// A change carries the whole document, so applying it twice is the same as applying it once.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DocumentChange.Upserted.class, name = "upserted"),
    @JsonSubTypes.Type(value = DocumentChange.Deleted.class, name = "deleted")
})
public sealed interface DocumentChange {

    DocumentKey key();

    SourcePosition position();

    /// The document is new or has changed; this is all of it.
    record Upserted(Document document, SourcePosition position) implements DocumentChange {
        public Upserted {
            Objects.requireNonNull(document, "document");
            Objects.requireNonNull(position, "position");
        }

        @Override
        public DocumentKey key() {
            return document.key();
        }
    }

    /// The document is gone from its source.
    record Deleted(DocumentKey key, SourcePosition position) implements DocumentChange {
        public Deleted {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(position, "position");
        }
    }
}
