package io.tabletalk.chat.answer;

import io.tabletalk.chat.answer.Sentences.Sentence;
import io.tabletalk.knowledge.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The statements of a passage in running text, each with what it is said under: “each day costs 5 euros” tells what is
/// late only together with the heading `Late returns` over it. Reads one passage once, in one thread.
final class Prose {

    /// Names a section and states nothing.
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*)");

    private static final Pattern LIST_ITEM = Pattern.compile("[-*+•‣–]\\s.*|\\d{1,3}[.)](?:\\s.*)?");

    /// Marks of lists, quotations and tables around what a line says.
    private static final Pattern MARKS_BEFORE = Pattern.compile("^(?:[-*+•‣–>]\\s+|\\|\\s*)+");

    private static final Pattern MARKS_AFTER = Pattern.compile("(?:\\s*\\|)+$");

    /// The number of a list item says nothing by itself, nor does the line between the head and the body of a table.
    private static final Pattern SAYS_NOTHING = Pattern.compile("\\d{1,3}[.)]|[^\\p{L}\\p{N}]*");

    private final Passage passage;
    private final List<Statement> statements = new ArrayList<>();
    private String section = "";
    private String introduction = "";
    private boolean inListItem;
    private int end;

    private Prose(Passage passage) {
        this.passage = passage;
    }

    /// A sentence, or an item of a list.
    ///
    /// @param context the heading of its section unless the passage's own heading says it, and the line that
    /// introduces
    ///                its list; may be empty
    /// @param text    exactly as it stands in the passage, without the marks of a list or table around it
    record Statement(String context, String text) {}

    /// In the order of the text.
    static List<Statement> statements(Passage passage) {
        Prose prose = new Prose(passage);
        Sentences.split(passage.text()).forEach(prose::read);
        return prose.statements;
    }

    private void read(Sentence sentence) {
        inListItem = LIST_ITEM.matcher(sentence.text()).matches() || inListItem && isOnTheSameLine(sentence);
        end = sentence.end();
        if (!inListItem) {
            introduction = "";
        }
        Matcher heading = HEADING.matcher(sentence.text());
        if (heading.matches()) {
            section = passage.heading().contains(heading.group(1)) ? "" : heading.group(1);
        } else {
            state(withoutMarks(sentence.text()));
        }
    }

    private void state(String text) {
        if (SAYS_NOTHING.matcher(text).matches()) {
            return;
        }
        String context =
                Stream.of(section, introduction).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
        statements.add(new Statement(context, text));
        if (!inListItem && text.endsWith(":")) {
            introduction = text;
        }
    }

    private boolean isOnTheSameLine(Sentence sentence) {
        return passage.text().substring(end, sentence.start()).indexOf('\n') < 0;
    }

    private static String withoutMarks(String sentence) {
        String begun = MARKS_BEFORE.matcher(sentence).replaceFirst("");
        return MARKS_AFTER.matcher(begun).replaceFirst("");
    }
}
