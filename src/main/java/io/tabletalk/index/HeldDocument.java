package io.tabletalk.index;

import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.SourcePosition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A document as the index holds it, without its vectors.
///
/// @param indexedAt when it was put into the index; null when that is not known, as of one that an earlier version put
///                  there
/// @param passages  in order; may be empty
public record HeldDocument(
        DocumentKey key,
        String title,
        Metadata metadata,
        SourcePosition position,
        @Nullable Instant indexedAt,
        List<Passage> passages) {}
