package io.tabletalk.ingest;

import io.tabletalk.knowledge.Document;

/// The hash by which the index knows whether it holds a document as it would be made today: of its content, and of how
/// it is cut. Equal hashes mean equal passages. Whose vectors an index holds, it knows itself.
///
/// @param cutting the version of how documents are cut
public record DocumentHash(String cutting) {

    /// In lower-case hex.
    public String of(Document document) {
        return Sha256.of(document.contentHash(), cutting);
    }
}
