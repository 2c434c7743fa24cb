package io.tabletalk.source.file;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The title of a Markdown text: its first heading.
final class MarkdownTitle {

    private static final Pattern HEADING = Pattern.compile(" {0,3}#{1,6}[ \\t]+(.*?)[ \\t]*#*[ \\t]*");
    private static final Pattern FENCE = Pattern.compile(" {0,3}(```|~~~).*");
    private static final Pattern UNDERLINE = Pattern.compile(" {0,3}(=+|-{2,})[ \\t]*");
    private static final int MAX_LENGTH = 200;

    /// The heading stands at the top; a long text without one is not searched to its end.
    private static final int LINES = 1_000;

    private MarkdownTitle() {}

    /// The first heading without its marks, or empty when there is none. Code blocks and front matter have no headings.
    static String of(String text) {
        List<String> lines = text.lines().limit(LINES).toList();
        boolean inCode = false;
        for (int i = afterFrontMatter(lines); i < lines.size(); i++) {
            String line = lines.get(i);
            if (FENCE.matcher(line).matches()) {
                inCode = !inCode;
            } else if (!inCode) {
                Matcher heading = HEADING.matcher(line);
                if (heading.matches() && !heading.group(1).isBlank()) {
                    return cut(heading.group(1));
                }
                if (isUnderlined(lines, i)) {
                    return cut(line.strip());
                }
            }
        }
        return "";
    }

    private static int afterFrontMatter(List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().stripTrailing().equals("---")) {
            return 0;
        }
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).stripTrailing().equals("---")) {
                return i + 1;
            }
        }
        return 0;
    }

    private static boolean isUnderlined(List<String> lines, int i) {
        return i + 1 < lines.size()
                && !lines.get(i).isBlank()
                && !lines.get(i).startsWith("    ")
                && !lines.get(i).contains("|")
                && UNDERLINE.matcher(lines.get(i + 1)).matches();
    }

    private static String cut(String heading) {
        return heading.length() <= MAX_LENGTH ? heading : heading.substring(0, MAX_LENGTH) + "…";
    }
}
