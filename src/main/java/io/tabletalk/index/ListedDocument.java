package io.tabletalk.index;

import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.SourcePosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A document as a list shows it.
///
/// @param title     may be empty
/// @param passages  how many it has
/// @param indexedAt as [HeldDocument#indexedAt]
public record ListedDocument(
        DocumentKey key,
        String title,
        SourcePosition position,
        @Nullable Instant indexedAt,
        int passages) {}
