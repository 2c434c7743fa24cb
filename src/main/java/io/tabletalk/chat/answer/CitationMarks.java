package io.tabletalk.chat.answer;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The marks `[1]` and `[1, 2]` by which an answer points at passages.
final class CitationMarks {

    static final Pattern MARK = Pattern.compile("\\[\\s*\\d{1,4}(?:\\s*[,;]\\s*\\d{1,4})*\\s*]");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private CitationMarks() {}

    /// The passages that a text points at, each once, in the order of their first mark.
    static List<Integer> in(String text) {
        return MARK.matcher(text)
                .results()
                .flatMap(mark -> numbersIn(mark.group()))
                .distinct()
                .toList();
    }

    /// The text without its marks.
    static String removedFrom(String text) {
        return text.replaceAll("\\s*" + MARK.pattern(), "");
    }

    private static Stream<Integer> numbersIn(String mark) {
        return NUMBER.matcher(mark).results().map(number -> Integer.valueOf(number.group()));
    }
}
