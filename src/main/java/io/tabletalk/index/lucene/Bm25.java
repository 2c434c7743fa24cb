package io.tabletalk.index.lucene;

import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.jspecify.annotations.Nullable;

/// How words are weighed: BM25, where a word counts `idf · tf / (tf + k1 · (1 - b + b · length / mean length))`.
///
/// Passages are cut to about one length, so length tells little of them and `b` is low; and a passage that holds more
/// of the question's words is worth more than one that repeats some, so `k1` is low. With the cosine added these values
/// ranked better than Lucene's 1.2 and 0.75 on the training questions of SciFact. Files of the index do not depend on
/// them.
final class Bm25 {

    private static final float K1 = 0.6f;
    private static final float B = 0.4f;

    /// What a word counts that a passage of mean length holds once, of the most that it can count. Weights and the
    /// limit of relevance were chosen where that was `1 / (1 + 1.2)`; so it stays whatever `k1` is.
    private static final double HELD_ONCE = 1 / 2.2;

    private static final double CHANCE = 1.5;

    private Bm25() {}

    static Similarity similarity() {
        return new BM25Similarity(K1, B);
    }

    /// The part of the question's words that a passage holds: 1/2.2 when it has the mean length and holds each once.
    ///
    /// @param score       of the passage
    /// @param mostOfWords the sum of the words' inverse document frequencies; 0 when there are no words
    static double share(double score, double mostOfWords) {
        return mostOfWords == 0 ? 0 : HELD_ONCE * (1 + K1) * score / mostOfWords;
    }

    /// A score that a passage may well have by chance: words stand in others too, so a little more than what one of so
    /// many passages would be expected to have if they stood in passages independently of each other.
    static double chance(int passages) {
        return CHANCE * Math.log1p(passages) / (1 + K1);
    }

    /// Makes searchers that weigh words so.
    static final class Searchers extends SearcherFactory {

        @Override
        public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setSimilarity(similarity());
            return searcher;
        }
    }
}
