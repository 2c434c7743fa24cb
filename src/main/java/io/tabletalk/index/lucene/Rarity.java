package io.tabletalk.index.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;

/// How rare words are in one state of the index.
final class Rarity {

    private final IndexReader reader;
    private final Analyzer analyzer;
    private final double passages;

    Rarity(IndexSearcher searcher, Analyzer analyzer) throws IOException {
        this.reader = searcher.getIndexReader();
        this.analyzer = analyzer;
        this.passages = Math.max(1, reader.getDocCount(Fields.TEXT));
    }

    List<Double> of(List<String> words) throws IOException {
        List<Double> rarity = new ArrayList<>(words.size());
        for (String word : words) {
            rarity.add(Math.log(1 + passages / passagesWith(word)));
        }
        return rarity;
    }

    /// Of a word that is cut into several, those with the rarest part; of a word in no passage, one.
    private double passagesWith(String word) throws IOException {
        Set<String> terms = TextQueries.words(word, analyzer);
        double fewest = passages;
        for (String term : terms) {
            fewest = Math.min(fewest, Math.max(1, reader.docFreq(new Term(Fields.TEXT, term))));
        }
        return fewest;
    }
}
