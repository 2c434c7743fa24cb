package io.tabletalk.ingest;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.DocumentUpdate.EmbeddedPassage;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourcePosition;
import java.util.List;

/// What is to be done with one document.
sealed interface DocumentWork {

    DocumentKey key();

    /// Whether the index needs no change.
    boolean isUpToDate(IndexedDocument held);

    VectorUpdate update(List<EmbeddedPassage> passages);

    /// @param hash of the content and of how it is cut and embedded
    record Replacement(Origin origin, Document document, SourcePosition position, String hash) implements DocumentWork {
        @Override
        public DocumentKey key() {
            return document.key();
        }

        /// The same, or newer than this: the index would drop it.
        @Override
        public boolean isUpToDate(IndexedDocument held) {
            boolean same = held.contentHash().equals(hash) && !(origin.anew() && !origin.hasBrought(held.position()));
            return same || held.position().compareTo(position) > 0;
        }

        @Override
        public VectorUpdate update(List<EmbeddedPassage> passages) {
            return new VectorUpdate(
                    origin,
                    new DocumentUpdate.Replace(
                            document.key(), position, hash, document.title(), document.metadata(), passages));
        }
    }

    record Removal(Origin origin, DocumentKey key, SourcePosition position) implements DocumentWork {
        @Override
        public boolean isUpToDate(IndexedDocument held) {
            return false;
        }

        @Override
        public VectorUpdate update(List<EmbeddedPassage> passages) {
            return new VectorUpdate(origin, new DocumentUpdate.Remove(key, position));
        }
    }
}
