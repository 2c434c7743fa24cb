package io.tabletalk.index.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// Turns a question into a query for any of its words and codes. There is no syntax: every character is text.
final class TextQueries {

    /// A longer question is searched by its beginning.
    private static final int MAX_CHARACTERS = 20_000;

    /// Words, and as many codes; Lucene takes 1,024 conditions at most.
    private static final int MAX_TERMS = 400;

    /// A rare code that stands in a passage outweighs what the vectors can differ by.
    private static final float IDENTIFIER_WEIGHT = 4;

    private TextQueries() {}

    static Query query(String text, Analyzer analyzer) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        String searched = beginning(text);
        terms(Fields.TEXT, searched, analyzer).forEach((term, count) -> {
            Query one = new TermQuery(new Term(Fields.TEXT, term));
            query.add(count == 1 ? one : new BoostQuery(one, count), Occur.SHOULD);
        });
        terms(Fields.IDENTIFIERS, searched, analyzer)
                .keySet()
                .forEach(code -> query.add(identifier(code), Occur.SHOULD));
        return query.build();
    }

    /// A query for all of its words. It matches nothing when there are none.
    static BooleanQuery all(String text, Analyzer analyzer) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        terms(Fields.TEXT, beginning(text), analyzer)
                .keySet()
                .forEach(term -> query.add(new TermQuery(new Term(Fields.TEXT, term)), Occur.MUST));
        return query.build();
    }

    /// The limit of what the words of a text, without its codes, can score together: each held without end by one
    /// passage. BM25 as Lucene computes it approaches a word's inverse document frequency from below. A word that
    /// no
    /// passage holds counts as the rarest.
    static double mostOfWords(String text, Analyzer analyzer, IndexSearcher searcher) throws IOException {
        int passages = passages(searcher);
        double most = 0;
        for (Map.Entry<String, Integer> word :
                terms(Fields.TEXT, beginning(text), analyzer).entrySet()) {
            int holding = searcher.getIndexReader().docFreq(new Term(Fields.TEXT, word.getKey()));
            most += word.getValue() * Math.log(1 + (passages - holding + 0.5) / (holding + 0.5));
        }
        return most;
    }

    /// How many passages there are to find words in.
    static int passages(IndexSearcher searcher) throws IOException {
        CollectionStatistics passages = searcher.collectionStatistics(Fields.TEXT);
        return passages == null ? 0 : (int) passages.docCount();
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(text.length(), MAX_CHARACTERS));
    }

    /// The words of a text in the form in which they are compared; none when it has only such as are not searched for.
    static Set<String> words(String text, Analyzer analyzer) {
        return terms(Fields.TEXT, text, analyzer).keySet();
    }

    private static Query identifier(String code) {
        return new BoostQuery(new TermQuery(new Term(Fields.IDENTIFIERS, code)), IDENTIFIER_WEIGHT);
    }

    private static Map<String, Integer> terms(String field, String text, Analyzer analyzer) {
        Map<String, Integer> terms = new LinkedHashMap<>();
        try (TokenStream tokens = analyzer.tokenStream(field, text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken() && terms.size() < MAX_TERMS) {
                terms.merge(term.toString(), 1, Integer::sum);
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException("Text in memory cannot fail to be read", e);
        }
        return terms;
    }
}
