package io.tabletalk.index;

import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourcePosition;

/// What the index knows of a document without its content.
///
/// @param passages how many passages it has
public record IndexedDocument(DocumentKey key, String contentHash, SourcePosition position, int passages) {}
