package io.tabletalk.chat.answer;

import io.tabletalk.index.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A piece of a passage that may be quoted by itself: a sentence, or a `field: value` line of a row.
///
/// @param passage number of its passage, from 1
/// @param order   its place in the passage, from 0
/// @param text    exactly as it stands there, without the marks of a list or table around it
/// @param row     is it a line of a row?
record Quotable(Hit hit, int passage, int order, String text, boolean row) {

    /// Names a section and states nothing.
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s.*");

    /// Marks of lists, quotations and tables around what a line says.
    private static final Pattern MARKS_BEFORE = Pattern.compile("^(?:[-*+•‣–>]\\s+|\\|\\s*)+");

    private static final Pattern MARKS_AFTER = Pattern.compile("(?:\\s*\\|)+$");
    /// The number of a list item says nothing by itself, nor does the line between the head and the body of a table.
    private static final Pattern SAYS_NOTHING = Pattern.compile("\\d{1,3}[.)]|[^\\p{L}\\p{N}]*");

    private static final Pattern FIELD = Pattern.compile("^[\\p{L}\\p{N}_][\\p{L}\\p{N}_ .-]{0,63}: \\S.*");

    /// What its meaning is compared by: a line of a row means little without the row's title, and a sentence of a report
    /// little without what the report is about.
    String meaning() {
        return !hit.passage().heading().isEmpty() ? hit.passage().heading() + "\n" + text : text;
    }

    static List<Quotable> in(Hit hit, int passage) {
        String text = hit.passage().text();
        List<String> lines =
                text.lines().filter(line -> !line.isBlank()).map(String::strip).toList();
        boolean row = !lines.isEmpty()
                && lines.stream().allMatch(line -> FIELD.matcher(line).matches());
        List<String> pieces = row
                ? withoutWhatTheHeadingSays(lines, hit.passage().heading())
                : Sentences.split(text).stream()
                        .map(Sentences.Sentence::text)
                        .filter(sentence -> !HEADING.matcher(sentence).matches())
                        .map(Quotable::withoutMarks)
                        .filter(sentence -> !SAYS_NOTHING.matcher(sentence).matches())
                        .toList();
        List<Quotable> quotables = new ArrayList<>();
        for (String piece : pieces) {
            quotables.add(new Quotable(hit, passage, quotables.size(), piece, row));
        }
        return quotables;
    }

    private static String withoutMarks(String sentence) {
        String begun = MARKS_BEFORE.matcher(sentence).replaceFirst("");
        return MARKS_AFTER.matcher(begun).replaceFirst("");
    }

    /// Under its heading `Bicycle Redwing`, the line `name: Redwing` of a row tells nothing.
    private static List<String> withoutWhatTheHeadingSays(List<String> lines, String heading) {
        List<String> telling = lines.stream()
                .filter(line -> !heading.contains(line.substring(line.indexOf(": ") + 2)))
                .toList();
        return telling.isEmpty() ? lines : telling;
    }
}
