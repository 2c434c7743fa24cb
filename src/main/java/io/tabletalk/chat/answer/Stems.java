package io.tabletalk.chat.answer;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The content words of a text, brought to a common form: a light English stemmer that only takes off regular endings.
/// Words of other languages stay nearly as they are, which is enough to compare them with themselves.
final class Stems {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Set<String> STOP_WORDS = Set.of(("a an and are as at be been but by can could did do does for"
                    + " from had has have he her his how i if in into is it its me my of on or our she so such than that"
                    + " the their them then there these they this those to us was we were what when where which who"
                    + " whom whose why will with would you your s t please tell show give many much")
            .split(" "));

    private Stems() {}

    /// Each once, in the order of their first occurrence.
    static Set<String> of(String text) {
        Set<String> stems = new LinkedHashSet<>();
        WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(match -> match.group())
                .filter(word -> !STOP_WORDS.contains(word))
                .forEach(word -> stems.add(stem(word)));
        return stems;
    }

    private static String stem(String word) {
        String stem = withoutPlural(word);
        for (String ending : new String[] {"ing", "ed", "ly"}) {
            if (stem.endsWith(ending) && stem.length() - ending.length() >= 3) {
                stem = withoutDouble(stem.substring(0, stem.length() - ending.length()));
                break;
            }
        }
        // `create`, `creates` and `created` meet without their last e.
        return stem.length() > 3 && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
    }

    private static String withoutPlural(String word) {
        if (word.length() > 4 && word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        boolean plural = word.length() > 3
                && word.endsWith("s")
                && !word.endsWith("ss")
                && !word.endsWith("us")
                && !word.endsWith("is");
        return plural ? word.substring(0, word.length() - 1) : word;
    }

    // `planned` is `plan`, but `filled` is `fill`.
    private static String withoutDouble(String stem) {
        int last = stem.length() - 1;
        boolean doubled = stem.charAt(last) == stem.charAt(last - 1) && "bdgmnprt".indexOf(stem.charAt(last)) >= 0;
        return doubled ? stem.substring(0, last) : stem;
    }
}
