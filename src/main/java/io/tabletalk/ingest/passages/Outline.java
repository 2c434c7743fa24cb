package io.tabletalk.ingest.passages;

import io.tabletalk.ingest.passages.Section.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds headings, paragraphs, tables and fenced code in Markdown. Text that has no such marks is one section of
/// paragraphs.
final class Outline {

    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.*?)\\s*#*\\s*");
    private static final Pattern FENCE = Pattern.compile("\\s{0,3}(```|~~~).*", Pattern.DOTALL);
    private static final int MAX_HEADING = 120;

    private final String text;
    private final List<Section> sections = new ArrayList<>();
    private final List<String> headings = new ArrayList<>();
    private final List<Integer> levels = new ArrayList<>();
    private List<Block> blocks = new ArrayList<>();
    private int blockStart = -1;
    private Kind kind = Kind.NONE;

    private enum Kind {
        NONE,
        PARAGRAPH,
        TABLE,
        FENCE
    }

    private Outline(String text) {
        this.text = text;
    }

    static List<Section> of(String text) {
        return new Outline(text).read();
    }

    private List<Section> read() {
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('\n', start);
            int next = end < 0 ? text.length() : end + 1;
            line(start, end < 0 ? text.length() : end);
            start = next;
        }
        closeBlock(text.length());
        closeSection();
        return sections;
    }

    private void line(int start, int end) {
        // Marks stand at the beginning of a line, so a very long one need not be looked at whole.
        String line = text.substring(start, Math.min(end, start + 1_000));
        boolean fence = FENCE.matcher(line).matches();
        if (kind == Kind.FENCE) {
            if (fence) {
                closeBlock(end);
            }
        } else if (fence) {
            open(Kind.FENCE, start);
        } else if (line.isBlank() && end - start <= line.length()) {
            closeBlock(start);
        } else if (line.startsWith("#") && heading(line, start, end)) {
            return;
        } else {
            continueWith(line.stripLeading().startsWith("|") ? Kind.TABLE : Kind.PARAGRAPH, start);
        }
    }

    /// A heading begins a section and is its first block, so that it can be quoted too.
    private boolean heading(String line, int start, int end) {
        Matcher heading = HEADING.matcher(line);
        if (!heading.matches()) {
            return false;
        }
        closeBlock(start);
        closeSection();
        int level = heading.group(1).length();
        while (!levels.isEmpty() && levels.getLast() >= level) {
            levels.removeLast();
            headings.removeLast();
        }
        String title = heading.group(2);
        levels.add(level);
        headings.add(title.length() <= MAX_HEADING ? title : title.substring(0, title.offsetByCodePoints(0, 60)) + "…");
        blocks.add(new Block(start, end, true));
        return true;
    }

    private void continueWith(Kind next, int start) {
        if (kind != next) {
            open(next, start);
        }
    }

    private void open(Kind next, int start) {
        closeBlock(start);
        kind = next;
        blockStart = start;
    }

    private void closeBlock(int end) {
        if (kind != Kind.NONE) {
            blocks.add(new Block(blockStart, end, kind != Kind.PARAGRAPH));
            kind = Kind.NONE;
        }
    }

    private void closeSection() {
        if (!blocks.isEmpty()) {
            sections.add(new Section(List.copyOf(headings), blocks));
            blocks = new ArrayList<>();
        }
    }
}
