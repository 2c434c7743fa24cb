package io.tabletalk.index.chroma;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Something to look for in texts: a code as it stands, or an English word in its forms.
///
/// @param expression a regular expression that Chroma and Java read alike
/// @param weight     how much more than a plain word it counts
record Term(String expression, double weight) {

    /// A rare code that stands in a passage outweighs what the vectors can differ by.
    private static final double CODE_WEIGHT = 4;

    private static final int SHORTEST_STEM = 3;

    static Term code(String code) {
        return new Term(whole(quoted(code)), CODE_WEIGHT);
    }

    static Term word(String word) {
        return new Term(whole(forms(word)), 1);
    }

    /// As a condition on the text of records.
    Map<String, Object> condition() {
        return Map.of("$regex", expression);
    }

    Matcher in(String text) {
        return Pattern.compile(expression, Pattern.UNICODE_CHARACTER_CLASS).matcher(text);
    }

    private static String forms(String word) {
        if (word.chars().anyMatch(letter -> letter < 'a' || letter > 'z')) {
            return quoted(word);
        }
        for (String ending : new String[] {"ies", "ied", "y"}) {
            if (word.endsWith(ending) && word.length() - ending.length() >= SHORTEST_STEM) {
                return word.substring(0, word.length() - ending.length()) + "(?:y|ies|ied|ying|ys|yed)";
            }
        }
        return stem(word) + "(?:e|s|es|d|ed|ing|er|ers)?";
    }

    private static String stem(String word) {
        for (String ending : new String[] {"ing", "ed", "es", "e", "s"}) {
            boolean isPlural = !word.endsWith("ss");
            if (isPlural && word.endsWith(ending) && word.length() - ending.length() >= SHORTEST_STEM) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word;
    }

    private static String whole(String expression) {
        return "(?i)\\b" + expression + "\\b";
    }

    private static String quoted(String text) {
        return text.replaceAll("[-_./:#+@]", "\\\\$0");
    }
}
