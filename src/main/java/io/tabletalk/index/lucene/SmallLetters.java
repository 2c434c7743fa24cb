package io.tabletalk.index.lucene;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.LowerCaseFilter;

/// Brings the words of another analyzer to small letters: that of a script without capitals may leave the foreign words
/// among its own as they are.
final class SmallLetters extends AnalyzerWrapper {

    private final Analyzer words;

    SmallLetters(Analyzer words) {
        super(PER_FIELD_REUSE_STRATEGY);
        this.words = words;
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String field) {
        return words;
    }

    @Override
    protected TokenStreamComponents wrapComponents(String field, TokenStreamComponents components) {
        return new TokenStreamComponents(components.getSource(), new LowerCaseFilter(components.getTokenStream()));
    }
}
