package io.tabletalk.ingest;

import io.tabletalk.knowledge.Document;

/// The hash by which the index knows whether it holds a document as it would be made today: of its content, and of how it
/// is cut and embedded. Equal hashes mean equal passages and vectors.
///
/// @param cutting   the version of how documents are cut
/// @param embedding the fingerprint of what embeds them
public record DocumentHash(String cutting, String embedding) {

    /// In lower-case hex.
    public String of(Document document) {
        return Sha256.of(document.contentHash(), cutting, embedding);
    }
}
