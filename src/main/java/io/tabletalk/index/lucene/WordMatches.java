package io.tabletalk.index.lucene;

import io.tabletalk.index.Listing;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.FixedBitSet;

/// Which documents a list shows: those with the words wanted, one bit for each passage that has them.
final class WordMatches {

    private final String words;
    private final FixedBitSet passages;

    private WordMatches(String words, FixedBitSet passages) {
        this.words = words;
        this.passages = passages;
    }

    static WordMatches of(IndexSearcher searcher, Analyzer analyzer, Listing listing) throws IOException {
        String words = listing.words().strip().toLowerCase(Locale.ROOT);
        FixedBitSet passages =
                new FixedBitSet(words.isEmpty() ? 0 : searcher.getIndexReader().maxDoc());
        BooleanQuery all = TextQueries.all(words, analyzer);
        if (!all.clauses().isEmpty()) {
            BooleanQuery ofSource = new BooleanQuery.Builder()
                    .add(all, Occur.MUST)
                    .add(
                            new TermQuery(new Term(
                                    Fields.PASSAGE_SOURCE, listing.source().value())),
                            Occur.FILTER)
                    .build();
            searcher.search(ofSource, new Marker(passages));
        }
        return new WordMatches(words, passages);
    }

    /// @param block the entries of a document
    boolean include(String key, List<Integer> block) {
        return words.isEmpty()
                || key.toLowerCase(Locale.ROOT).contains(words)
                || block.stream().anyMatch(passages::get);
    }

    private static final class Marker extends SimpleCollector {

        private final FixedBitSet passages;
        private int base;

        Marker(FixedBitSet passages) {
            this.passages = passages;
        }

        @Override
        protected void doSetNextReader(LeafReaderContext leaf) {
            base = leaf.docBase;
        }

        @Override
        public void collect(int entry) {
            passages.set(base + entry);
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }
}
