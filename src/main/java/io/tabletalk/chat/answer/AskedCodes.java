package io.tabletalk.chat.answer;

import io.tabletalk.index.Hit;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The numbers and codes that a question names, such as `999`, `X-901` or `2026-02-14`. Whoever asks about one wants
/// that one: what is like it may be found instead, and has to be told from it.
public final class AskedCodes {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:[-_./:#+@][\\p{L}\\p{N}]+)*");
    private static final Pattern DIGIT = Pattern.compile("\\d");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?\\p{L}{0,2}"); // 5th and 13mm, too

    private AskedCodes() {}

    /// Those that stand in none of the passages, neither so nor as a number written otherwise; in the order of the
    /// question, each once.
    public static List<String> missingFrom(List<Hit> hits, String question) {
        List<String> texts = hits.stream().map(AskedCodes::textOf).toList();
        return WORD.matcher(question)
                .results()
                .map(MatchResult::group)
                .filter(word -> DIGIT.matcher(word).find())
                .distinct()
                .filter(code -> texts.stream().noneMatch(mentioning(code)))
                .toList();
    }

    private static String textOf(Hit hit) {
        return String.join("\n", hit.key().key(), hit.title(), hit.passage().textWith(hit.metadata()));
    }

    private static Predicate<String> mentioning(String code) {
        List<BigDecimal> numbers = NUMBER.matcher(code).matches() ? Numbers.in(code) : List.of();
        return standingIn(code)
                .or(text -> !numbers.isEmpty() && Numbers.in(text).containsAll(numbers));
    }

    /// Whole, also as the day of a point in time such as `2026-02-14T10:00`.
    private static Predicate<String> standingIn(String code) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}])" + Pattern.quote(code) + "(?!(?!T\\d)[\\p{L}\\p{N}])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .asPredicate();
    }
}
