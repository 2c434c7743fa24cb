package io.tabletalk.chat.answer;

import io.tabletalk.index.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A piece of a passage that may be quoted by itself: a sentence, or a `field: value` line of a row.
///
/// @param passage number of its passage, from 1
/// @param order   its place in the passage, from 0
/// @param context what it is said under within the passage; see [Prose.Statement]
/// @param text    exactly as it stands there, without the marks of a list or table around it; or a field of the row
///                that its text does not show
/// @param row     is it a line of a row?
record Quotable(Hit hit, int passage, int order, String context, String text, boolean row) {

    private static final Pattern FIELD = Pattern.compile("^[\\p{L}\\p{N}_][\\p{L}\\p{N}_ .-]{0,63}: \\S.*");

    /// What its meaning is compared by: a line of a row means little without the row's title, a sentence of a report
    /// little without what the report is about, and an item of a list little without what the list is of.
    String meaning() {
        return Stream.of(hit.passage().heading(), context, text)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /// Whether another passage of the same document shows the same line.
    boolean isOfTheSameRowAs(Quotable other) {
        return other.row && hit.key().equals(other.hit.key()) && text.equals(other.text);
    }

    static List<Quotable> in(Hit hit, int passage) {
        List<String> lines = hit.passage()
                .text()
                .lines()
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .toList();
        boolean row = !lines.isEmpty()
                && lines.stream().allMatch(line -> FIELD.matcher(line).matches());
        List<Quotable> quotables = new ArrayList<>();
        if (row) {
            List<String> fields = new ArrayList<>(lines);
            fields.addAll(hit.metadata().linesBeyond(hit.passage().text()));
            withoutWhatTheHeadingSays(fields, hit.passage().heading())
                    .forEach(line -> quotables.add(new Quotable(hit, passage, quotables.size(), "", line, true)));
        } else {
            Prose.statements(hit.passage())
                    .forEach(statement -> quotables.add(new Quotable(
                            hit, passage, quotables.size(), statement.context(), statement.text(), false)));
        }
        return quotables;
    }

    /// Under its heading `Bicycle Redwing`, the line `name: Redwing` of a row tells nothing.
    private static List<String> withoutWhatTheHeadingSays(List<String> lines, String heading) {
        List<String> telling = lines.stream()
                .filter(line -> !says(heading, line.substring(line.indexOf(": ") + 2)))
                .toList();
        return telling.isEmpty() ? lines : telling;
    }

    private static boolean says(String heading, String value) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(value) + "(?![\\p{L}\\p{N}])")
                .matcher(heading)
                .find();
    }
}
