package io.tabletalk.source.document.parser;

import java.util.ArrayDeque;
import java.util.Deque;

/// Text that grows with the elements of XHTML and comes out as plain Markdown: paragraphs with a blank line between
/// them, `#` for headings, `-` for items of lists, and a line `| a | b |` for each row of a table. For one thread.
final class MarkdownText {

    private final Deque<TableText> tables = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private StringBuilder target = text;
    private boolean rowsAreNamed;
    private int lists;
    private int preformatted;

    /// Whether each cell is to carry the name of its column: a row of a large sheet is otherwise only numbers.
    void rowsAreNamed(boolean named) {
        rowsAreNamed = named;
    }

    boolean isEmpty() {
        return target.isEmpty() && tables.isEmpty();
    }

    void start(String element) {
        switch (element) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> beginHeading(element.charAt(1) - '0');
            case "br" -> line();
            case "ul", "ol", "dl" -> {
                line();
                lists++;
            }
            case "li", "dt" -> item();
            case "dd" -> separate(": ");
            case "table" -> beginTable();
            case "tr" -> endCell();
            case "td", "th" -> beginCell();
            default -> {
                preformatted += element.equals("pre") ? 1 : 0;
                if (isBlock(element)) {
                    paragraph();
                }
            }
        }
    }

    void end(String element) {
        switch (element) {
            case "ul", "ol", "dl" -> {
                lists = Math.max(0, lists - 1);
                line();
            }
            case "li", "dd" -> line();
            case "table" -> endTable();
            case "tr" -> endRow();
            case "td", "th" -> endCell();
            case "h1", "h2", "h3", "h4", "h5", "h6" -> paragraph();
            default -> {
                preformatted -= element.equals("pre") ? 1 : 0;
                if (isBlock(element)) {
                    paragraph();
                }
            }
        }
    }

    /// @param flowing whether a line break is no more than a blank
    void append(char[] characters, int start, int length, boolean flowing) {
        if (!tables.isEmpty() && !tables.element().isInCell() && isBlank(characters, start, length)) {
            return; // only sets the rows apart
        }
        for (int i = start; i < start + length; i++) {
            append(characters[i], flowing && preformatted == 0);
        }
    }

    void heading(int level, String title) {
        beginHeading(level);
        append(title.toCharArray(), 0, title.length(), true);
        paragraph();
    }

    /// Ends the paragraph, if one has begun.
    void paragraph() {
        if (lists > 0 || !tables.isEmpty()) {
            line();
            return;
        }
        trimEnd();
        if (!target.isEmpty()) {
            newLines(2);
        }
    }

    /// Ends tables that a damaged file left open.
    void endTables() {
        while (!tables.isEmpty()) {
            endTable();
        }
        lists = 0;
    }

    private void append(char character, boolean flowing) {
        if (!flowing && (character == '\n' || character == '\r')) {
            line();
        } else if (Character.isWhitespace(character) || character == '\u00a0') {
            separate(" ");
        } else if (character != '\u00ad' && character != '\0' && character != '\ufeff') {
            target.append(character);
        }
    }

    private static boolean isBlank(char[] characters, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (!Character.isWhitespace(characters[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlock(String element) {
        return switch (element) {
            case "p",
                    "div",
                    "section",
                    "article",
                    "header",
                    "footer",
                    "aside",
                    "main",
                    "nav",
                    "blockquote",
                    "pre",
                    "figure",
                    "figcaption",
                    "address",
                    "form",
                    "fieldset",
                    "hr",
                    "caption" -> true;
            default -> false;
        };
    }

    private void beginHeading(int level) {
        paragraph();
        if (tables.isEmpty()) {
            target.append("#".repeat(level)).append(' ');
        }
    }

    private void item() {
        line();
        if (tables.isEmpty()) {
            target.append("  ".repeat(Math.max(0, lists - 1)));
        }
        target.append("- ");
    }

    private void line() {
        trimEnd();
        if (target.isEmpty() || endsWith("\n\n") || lists > 0 && endsWith("\n")) {
            return;
        }
        if (isBareMark()) {
            return; // the text of a heading or an item may stand in a paragraph of its own
        }
        target.append('\n');
    }

    private boolean endsWith(String end) {
        return target.length() >= end.length()
                && target.substring(target.length() - end.length()).equals(end);
    }

    private boolean isBareMark() {
        int from = target.lastIndexOf("\n") + 1;
        String begun = target.substring(from).strip();
        return !begun.isEmpty() && (begun.equals("-") || begun.chars().allMatch(c -> c == '#'));
    }

    private void newLines(int count) {
        if (isBareMark()) {
            return;
        }
        int have = 0;
        while (have < count && target.charAt(target.length() - 1 - have) == '\n') {
            have++;
            if (have == target.length()) {
                return;
            }
        }
        target.append("\n".repeat(count - have));
    }

    private void separate(String separator) {
        int last = target.length() - 1;
        if (last >= 0 && !Character.isWhitespace(target.charAt(last))) {
            target.append(separator);
        }
    }

    private void trimEnd() {
        int end = target.length();
        while (end > 0 && target.charAt(end - 1) == ' ' && !endsWithMark(end)) {
            end--;
        }
        target.setLength(end);
    }

    private boolean endsWithMark(int end) {
        return end >= 2 && (target.charAt(end - 2) == '#' || target.charAt(end - 2) == '-') && isBareMark();
    }

    private void beginTable() {
        if (tables.isEmpty()) {
            paragraph();
        } else {
            line();
        }
        tables.push(new TableText(target, rowsAreNamed && tables.isEmpty(), tables.isEmpty()));
    }

    private void beginCell() {
        if (!tables.isEmpty()) {
            endCell();
            target = tables.element().beginCell();
        }
    }

    private void endCell() {
        if (!tables.isEmpty()) {
            target = tables.element().endCell();
        }
    }

    private void endRow() {
        endCell();
        if (!tables.isEmpty()) {
            tables.element().endRow();
        }
    }

    private void endTable() {
        if (tables.isEmpty()) {
            return;
        }
        endRow();
        target = tables.pop().around();
        paragraph();
    }

    /// The text without blank lines at its ends.
    @Override
    public String toString() {
        return text.toString().strip();
    }
}
