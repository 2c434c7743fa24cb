package io.tabletalk.index;

import java.util.Optional;

/// What to look for.
///
/// @param text   the question or keywords; used unless the mode is DENSE
/// @param vector the question's vector; used unless the mode is KEYWORD. Empty (length 0) it says that nothing is known
///               of the meaning: HYBRID then ranks by words, on its own scale
/// @param limit  the most passages to return, 1 to [#MAX_LIMIT]
/// @param filter what every result must satisfy
/// @param embedding the fingerprint of the engine that made the vector; empty when it is that of the index for certain
public record SearchQuery(
        String text, float[] vector, Mode mode, int limit, Optional<Filter> filter, Options options, String embedding) {

    public static final int MAX_LIMIT = 1_000;

    public SearchQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("The limit is 1 to " + MAX_LIMIT + ", not " + limit + ".");
        }
    }

    public SearchQuery(String text, float[] vector, Mode mode, int limit, Optional<Filter> filter) {
        this(text, vector, mode, limit, filter, Options.NONE);
    }

    public SearchQuery(String text, float[] vector, Mode mode, int limit, Optional<Filter> filter, Options options) {
        this(text, vector, mode, limit, filter, options, "");
    }

    /// The same with the engine that made the vector.
    public SearchQuery by(String embedding) {
        return new SearchQuery(text, vector, mode, limit, filter, options, embedding);
    }

    /// The same for a closer look at so many of the best: see [Options#tokens].
    public SearchQuery withTokens(int best) {
        Options more = new Options(options.onePerDocument(), options.before(), options.after(), best);
        return new SearchQuery(text, vector, mode, limit, filter, more, embedding);
    }

    /// The same for so many passages at least.
    public SearchQuery withLimit(int least) {
        return new SearchQuery(text, vector, mode, Math.max(limit, least), filter, options, embedding);
    }

    /// The same without its vector.
    public SearchQuery withoutMeaning() {
        return new SearchQuery(text, new float[0], mode, limit, filter, options.withoutTokens(), "");
    }

    /// @param onePerDocument of each document only its best passage is returned
    /// @param before         how many passages before it each result brings along, 0 to [#MAX_NEIGHBOURS]
    /// @param after          how many passages behind it
    /// @param tokens         of how many of the best passages the tokens are wanted, for a closer look, 0 to
    ///                       [#MAX_LIMIT]: an index that keeps tokens returns so many when it has looked at as many
    ///                       anyway, also beyond the limit. Others ignore it
    public record Options(boolean onePerDocument, int before, int after, int tokens) {

        public static final int MAX_NEIGHBOURS = 10;
        public static final Options NONE = new Options(false, 0, 0);

        Options withoutTokens() {
            return new Options(onePerDocument, before, after);
        }

        public Options(boolean onePerDocument, int before, int after) {
            this(onePerDocument, before, after, 0);
        }

        public Options {
            if (tokens < 0 || tokens > MAX_LIMIT) {
                throw new IllegalArgumentException("Tokens are wanted of 0 to " + MAX_LIMIT + ", not " + tokens + ".");
            }
            if (before < 0 || before > MAX_NEIGHBOURS || after < 0 || after > MAX_NEIGHBOURS) {
                throw new IllegalArgumentException(
                        "Neighbours are 0 to " + MAX_NEIGHBOURS + ", not " + before + " and " + after + ".");
            }
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
