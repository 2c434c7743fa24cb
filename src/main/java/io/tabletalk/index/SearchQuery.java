package io.tabletalk.index;

import java.util.Optional;

/// What to look for.
///
/// @param text   the question or keywords; used unless the mode is DENSE
/// @param vector the question's vector; used unless the mode is KEYWORD, and may be empty (length 0) only then
/// @param limit  the most passages to return, 1 to [#MAX_LIMIT]
/// @param filter what every result must satisfy
public record SearchQuery(String text, float[] vector, Mode mode, int limit, Optional<Filter> filter) {

    public static final int MAX_LIMIT = 1_000;

    public SearchQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("The limit is 1 to " + MAX_LIMIT + ", not " + limit + ".");
        }
    }

    public enum Mode {
        /// Words and meaning, fused by score.
        HYBRID,
        /// Meaning only.
        DENSE,
        /// Words only.
        KEYWORD
    }
}
