package io.tabletalk.index;

import io.tabletalk.embedding.TokenCodes;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.SourcePosition;
import java.util.List;

/// A passage that was found.
///
/// @param score   what a search sorts its results by; larger is better. In HYBRID it lies about between 0 and 1.5. A
///                closer look may put the results into another order
/// @param cosine  cosine of the passage to the question, -1 to 1; 0 when the mode was KEYWORD
/// @param keyword BM25 score of the passage, 0 or more; 0 when the mode was DENSE
/// @param ranks   its places by each of these scores
/// @param before  passages of the document before this one, as many as were asked for and there are, in their order
/// @param after   those behind it
/// @param cosineWeight what a difference of cosines counts in the score, in this search: 0 or more; 1 where the score
/// is
///                the cosine
/// @param tokens  of the passage, where they were asked for and the index has them
public record Hit(
        DocumentKey key,
        String title,
        Metadata metadata,
        Passage passage,
        SourcePosition position,
        double score,
        double cosine,
        double keyword,
        Ranks ranks,
        List<Passage> before,
        List<Passage> after,
        double cosineWeight,
        TokenCodes tokens) {

    /// One of an index that scores by cosine alone and keeps no tokens.
    public Hit(
            DocumentKey key,
            String title,
            Metadata metadata,
            Passage passage,
            SourcePosition position,
            double score,
            double cosine,
            double keyword,
            Ranks ranks,
            List<Passage> before,
            List<Passage> after) {
        this(
                key,
                title,
                metadata,
                passage,
                position,
                score,
                cosine,
                keyword,
                ranks,
                before,
                after,
                1,
                TokenCodes.UNKNOWN);
    }

    public Hit(
            DocumentKey key,
            String title,
            Metadata metadata,
            Passage passage,
            SourcePosition position,
            double score,
            double cosine,
            double keyword) {
        this(key, title, metadata, passage, position, score, cosine, keyword, Ranks.UNKNOWN, List.of(), List.of());
    }
}
