package io.tabletalk.index.chroma;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.index.chroma.ChromaCollection.Entry;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/// The record of a document: which version of it is the current one, and what its passages share.
///
/// The key stands in the record's URI, too, since the URIs of all records can be asked for without the rest.
///
/// @param version of the passages that count; others are being written or taken away
record DocumentEntry(IndexedDocument document, String version, Instant indexedAt, Shared shared) {

    static final String SOURCE = "source";

    private static final String KEY = "key";
    private static final String HASH = "hash";
    private static final String ORDER = "order";
    private static final String AS_OF = "as_of";
    private static final String PASSAGES = "passages";
    private static final String INDEXED_AT = "indexed_at";
    private static final String VERSION = "version";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Kept once for all passages of a document, since it may be large.
    record Shared(String title, Metadata metadata) {
        private static final Shared UNKNOWN = new Shared("", Metadata.EMPTY);
    }

    static String text(DocumentUpdate.Replace update) {
        return JSON.writeValueAsString(new Shared(update.title(), update.metadata()));
    }

    static Map<String, Object> metadata(DocumentUpdate.Replace update, Instant indexedAt) {
        return Map.of(
                SOURCE, update.key().source().value(),
                KEY, update.key().key(),
                HASH, update.contentHash(),
                ORDER, update.position().order(),
                AS_OF, update.position().asOf().toString(),
                INDEXED_AT, indexedAt.toString(),
                PASSAGES, update.passages().size(),
                VERSION, RecordIds.version(update));
    }

    /// @param entry with its metadata; [#shared] is known when it has its document, too
    static DocumentEntry of(Entry entry) {
        Map<String, Object> metadata = entry.metadata();
        DocumentKey key = new DocumentKey(new SourceId(text(metadata, SOURCE)), text(metadata, KEY));
        SourcePosition position =
                new SourcePosition(number(metadata, ORDER).longValue(), Instant.parse(text(metadata, AS_OF)));
        Shared shared = entry.document() == null ? Shared.UNKNOWN : JSON.readValue(entry.document(), Shared.class);
        return new DocumentEntry(
                new IndexedDocument(
                        key,
                        text(metadata, HASH),
                        position,
                        number(metadata, PASSAGES).intValue()),
                text(metadata, VERSION),
                Instant.parse(text(metadata, INDEXED_AT)),
                shared);
    }

    private static String text(Map<String, Object> metadata, String name) {
        return String.valueOf(metadata.get(name));
    }

    private static Number number(Map<String, Object> metadata, String name) {
        return (Number) Objects.requireNonNull(metadata.get(name), name);
    }
}
