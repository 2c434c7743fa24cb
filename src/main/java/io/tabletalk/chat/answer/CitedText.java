package io.tabletalk.chat.answer;

import io.tabletalk.index.Hit;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What a passage says, in the form that citations are compared with: its heading, its text and the fields of its
/// document that these do not show.
record CitedText(String normalized, Set<BigDecimal> numbers) {

    static CitedText of(Hit hit) {
        String text = hit.title() + "\n" + hit.passage().textWith(hit.metadata());
        return new CitedText(normalize(text), new TreeSet<>(Numbers.in(text)));
    }

    boolean contains(String quotation) {
        return normalized.contains(normalize(quotation));
    }

    /// Compares values, so that `1.50` is `1.5`.
    boolean hasNumber(BigDecimal number) {
        return numbers.contains(number);
    }

    // Case, white space, typographic quotes, dashes and a closing full stop are the writer's choice.
    private static String normalize(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[‘’‚]", "'")
                .replaceAll("[“”„]", "\"")
                .replaceAll("[‐‑–—]", "-")
                .replaceAll("\\s+", " ")
                .strip()
                .replaceAll("[.,;:]$", "");
    }
}
