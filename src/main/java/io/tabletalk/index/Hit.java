package io.tabletalk.index;

import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.SourcePosition;

/// A passage that was found.
///
/// @param score   what the results are sorted by; larger is better. In HYBRID it lies about between 0 and 1.5.
/// @param cosine  cosine of the passage to the question, -1 to 1; 0 when the mode was KEYWORD
/// @param keyword BM25 score of the passage, 0 or more; 0 when the mode was DENSE
public record Hit(
        DocumentKey key,
        String title,
        Metadata metadata,
        Passage passage,
        SourcePosition position,
        double score,
        double cosine,
        double keyword) {}
