package io.tabletalk.index.lucene;

import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.pattern.PatternTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// Finds codes of several parts with three digits or more, such as `10-4471`, `IR-2025/02` or `v3.8.1`, whole and in
/// lower case. The analyser of a language takes them apart, and the parts may stand in many texts. With fewer digits
/// they are more often names of things than of one thing (`IL-6`), which ranked worse on the training questions of
/// SciFact.
final class Identifiers extends Analyzer {

    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}]++(?:[-_./:#+@][\\p{L}\\p{N}]++)++");

    private static final int MIN_DIGITS = 3;

    /// A longer one is no name that anyone types.
    private static final int MAX_CHARACTERS = 200;

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer codes = new PatternTokenizer(CODE, 0);
        return new TokenStreamComponents(codes, new LowerCaseFilter(new WithDigits(codes)));
    }

    private static final class WithDigits extends FilteringTokenFilter {

        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

        WithDigits(TokenStream tokens) {
            super(tokens);
        }

        @Override
        protected boolean accept() {
            return term.length() <= MAX_CHARACTERS
                    && term.chars().filter(Character::isDigit).count() >= MIN_DIGITS;
        }
    }
}
