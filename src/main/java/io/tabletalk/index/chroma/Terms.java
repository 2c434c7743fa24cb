package io.tabletalk.index.chroma;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes out of a question what is worth looking for: codes first, then words, the longest first.
final class Terms {

    private static final int MAX_CHARACTERS = 20_000;
    private static final int MOST_TERMS = 16;
    private static final int LONGEST_TERM = 200;
    private static final int MIN_CODE_DIGITS = 3;

    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}]++(?:[-_./:#+@][\\p{L}\\p{N}]++)++");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]++");

    /// They stand in nearly every text and tell nothing.
    private static final Set<String> STOP_WORDS = Set.of(("a about an and any are as at be been but by can could did do"
                    + " does for from had has have how i if in into is it its me my no not of on or our should so such"
                    + " than that the their them then there these they this to us was we were what when where which who"
                    + " whom whose why will with would you your")
            .split(" "));

    private Terms() {}

    static List<Term> of(String text) {
        String searched = text.substring(0, Math.min(text.length(), MAX_CHARACTERS));
        Set<Term> terms = new LinkedHashSet<>();
        for (String code : matches(CODE, searched)) {
            if (code.chars().filter(Character::isDigit).count() >= MIN_CODE_DIGITS) {
                terms.add(Term.code(code));
            }
        }
        matches(WORD, searched).stream()
                .filter(word -> !STOP_WORDS.contains(word))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Term::word)
                .forEach(terms::add);
        return terms.stream().limit(MOST_TERMS).toList();
    }

    /// Every word that tells something; a code is more than one.
    static List<Term> words(String text) {
        return matches(WORD, text).stream()
                .filter(word -> !STOP_WORDS.contains(word))
                .limit(MOST_TERMS)
                .map(Term::word)
                .toList();
    }

    private static Set<String> matches(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (matcher.group().length() <= LONGEST_TERM) {
                found.add(matcher.group().toLowerCase(Locale.ROOT));
            }
        }
        return new LinkedHashSet<>(found);
    }
}
