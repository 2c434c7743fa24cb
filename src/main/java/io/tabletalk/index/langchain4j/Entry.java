package io.tabletalk.index.langchain4j;

import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.ListedDocument;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// A document as the catalogue has it.
///
/// @param version of its passages in the store that counts
record Entry(
        DocumentKey key,
        String contentHash,
        SourcePosition position,
        String title,
        Metadata metadata,
        int passages,
        String version,
        Instant indexedAt) {

    IndexedDocument indexed() {
        return new IndexedDocument(key, contentHash, position, passages);
    }

    ListedDocument listed() {
        return new ListedDocument(key, title, position, indexedAt, passages);
    }

    /// Of a state of a document: the same state has the same one, so that it may be brought again.
    static String version(String contentHash, SourcePosition position) {
        return UUID.nameUUIDFromBytes((position.order() + " " + contentHash).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /// Names under which passages lie in the store, in their order. Some stores take nothing but UUIDs.
    static List<String> ids(DocumentKey key, String version, int passages) {
        return IntStream.range(0, passages)
                .mapToObj(ordinal -> UUID.nameUUIDFromBytes(
                                (version + " " + ordinal + " " + key).getBytes(StandardCharsets.UTF_8))
                        .toString())
                .toList();
    }
}
