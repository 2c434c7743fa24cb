package io.tabletalk.ingest;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.index.IndexedDocument;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Documents whose latest update has vectors of another model than this server's: their vectors and those of its
/// questions cannot be compared. Safe for use by several threads.
final class OtherVectors {

    private final String embedding;
    private final Map<DocumentKey, Left> left = new ConcurrentHashMap<>();

    private record Left(IndexedDocument document, String embedding) {}

    /// @param embedding the fingerprint of this server's engine
    OtherVectors(String embedding) {
        this.embedding = embedding;
    }

    boolean isOther(VectorUpdate message) {
        return message.embedding() != null && !message.embedding().equals(embedding);
    }

    /// The updates that this server can take. Those it cannot are remembered until a later one replaces them.
    List<DocumentUpdate> withoutThem(List<VectorUpdate> messages) {
        List<DocumentUpdate> updates = new ArrayList<>();
        for (VectorUpdate message : messages) {
            DocumentUpdate update = message.update();
            if (isOther(message) && update instanceof DocumentUpdate.Replace replace) {
                left.put(replace.key(), left(message, replace));
            } else {
                left.remove(update.key());
                updates.add(update);
            }
        }
        return updates;
    }

    private static Left left(VectorUpdate message, DocumentUpdate.Replace replace) {
        IndexedDocument document = new IndexedDocument(
                replace.key(),
                replace.contentHash(),
                replace.position(),
                replace.passages().size());
        return new Left(document, String.valueOf(message.embedding()));
    }

    boolean isEmpty() {
        return left.isEmpty();
    }

    void clear() {
        left.clear();
    }

    List<IndexedDocument> of(SourceId source) {
        return left.values().stream()
                .map(Left::document)
                .filter(document -> document.key().source().equals(source))
                .toList();
    }

    /// What keeps this server from having all documents; empty when it does.
    Optional<String> problem() {
        return left.values().stream()
                .findAny()
                .map(one ->
                        left.size() + " documents are not in the index of this server. " + problem(one.embedding()));
    }

    String problem(VectorUpdate message) {
        return problem(String.valueOf(message.embedding()));
    }

    private String problem(String other) {
        return "Documents were embedded with " + other + ", and this server is set to " + embedding
                + ". Set EMBEDDING_MODEL to the same model for every server and worker; after a change of it, have every"
                + " source embedded anew (POST /api/sources/{name}/reindex).";
    }
}
