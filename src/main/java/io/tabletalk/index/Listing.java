package io.tabletalk.index;

import io.tabletalk.knowledge.SourceId;
import org.jspecify.annotations.Nullable;

/// Which documents of a source to list, in the order of their keys.
///
/// @param after only keys behind this one, which need not exist; null to begin with the first
/// @param words only documents whose key contains this text in any case, or of which one passage has all these words;
///              blank for all
/// @param limit the most documents to return, 1 to [#MAX_LIMIT]
public record Listing(SourceId source, @Nullable String after, String words, int limit) {

    public static final int MAX_LIMIT = 1_000;

    public Listing {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("The limit is 1 to " + MAX_LIMIT + ", not " + limit + ".");
        }
    }
}
