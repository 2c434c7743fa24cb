package io.tabletalk.index.lucene;

import io.tabletalk.index.SearchQuery.Mode;

/// Makes one score of the two that a passage has.
///
/// `w · cosine + (1 - w) · share`, where `w` is the dense weight of the embedding model and the share is the part of
/// this question's words that the passage holds, as [Bm25] weighs them: a question of many rare words would
/// otherwise be ranked by words alone, and one of few common words by meaning alone. Both are between 0 and 1 (the
/// share ends where [Bm25] says), and so is their sum, but for a code found whole, which may lift a passage above 1.
/// For all-MiniLM-L6-v2, 0.38 ranked best on the training questions of SciFact.
///
/// Where words tell passages apart and meaning hardly does, cosines count as if they lay nearer to the best one, as
/// [Clarity] says. The best cosine stays what it is, since it tells whether anything was found at all.
///
/// @param denseWeight 0 to 1
/// @param mostOfWords what the words could score; 0 when there are none
record Fusion(Mode mode, double denseWeight, double mostOfWords, Clarity clarity) {

    /// What a difference of cosines counts in the score.
    double cosineWeight() {
        return switch (mode) {
            case HYBRID -> denseWeight * clarity.share();
            case DENSE -> 1;
            case KEYWORD -> 0;
        };
    }

    /// @param cosine  -1 to 1; 0 when the passage's vector was not asked for
    /// @param keyword BM25, 0 or more
    double score(double cosine, double keyword) {
        return switch (mode) {
            case HYBRID ->
                denseWeight * clarity.tempered(cosine) + (1 - denseWeight) * Bm25.share(keyword, mostOfWords);
            case DENSE -> cosine;
            case KEYWORD -> keyword;
        };
    }
}
