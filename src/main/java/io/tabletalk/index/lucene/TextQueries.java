package io.tabletalk.index.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// Turns a question into a query for any of its words. There is no syntax: every character is text.
final class TextQueries {

    /// A longer question is searched by its beginning.
    private static final int MAX_CHARACTERS = 20_000;

    private static final int MAX_TERMS = 512;

    private TextQueries() {}

    static Query query(String text, Analyzer analyzer) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        terms(text.substring(0, Math.min(text.length(), MAX_CHARACTERS)), analyzer)
                .forEach((term, count) -> {
                    Query one = new TermQuery(new Term(Fields.TEXT, term));
                    query.add(count == 1 ? one : new BoostQuery(one, count), Occur.SHOULD);
                });
        return query.build();
    }

    private static Map<String, Integer> terms(String text, Analyzer analyzer) {
        Map<String, Integer> terms = new LinkedHashMap<>();
        try (TokenStream tokens = analyzer.tokenStream(Fields.TEXT, text)) {
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
