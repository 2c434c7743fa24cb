package io.tabletalk.chat.answer;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/// The numbers in a text. Digits inside a word, such as `H2O`, are no number; `1,234.50` is one.
final class Numbers {

    private static final Pattern NUMBER = Pattern.compile(
            "(?<![\\p{L}\\d.,])(?:\\d{1,3}(?:,\\d{3})+|\\d{1,30})(?:\\.\\d{1,30})?(?![\\d]|\\p{L}{3,})");

    private Numbers() {}

    static List<BigDecimal> in(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(match -> new BigDecimal(match.group().replace(",", "")).stripTrailingZeros())
                .toList();
    }
}
