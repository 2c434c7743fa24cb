package io.tabletalk.chat.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts text into sentences. A line break always ends one; an abbreviation does not; citation marks stay with the
/// sentence they follow.
final class Sentences {

    private static final Pattern LINE = Pattern.compile("[^\\r\\n]+");
    /// Closing quotes and citation marks belong to the sentence before them. Chinese and Japanese put no space between.
    private static final Pattern END =
            Pattern.compile("(?:[.!?…]+[\"”’')»]*(?:\\s*%1$s)*(?=\\s|$)|[。！？]+[」』”]*(?:\\s*%1$s)*)"
                    .formatted(CitationMarks.MARK.pattern()));
    private static final Pattern ENDS_IN_ABBREVIATION = Pattern.compile(
            "(?:^|[\\s(])(?:\\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|Inc|Ltd|Co|Corp|vs|etc|No|Fig|al|e\\.g|i\\.e|approx|cf)\\.\\s*$");

    private Sentences() {}

    /// A sentence without the white space around it.
    ///
    /// @param start where it begins in the text (UTF-16 index)
    record Sentence(String text, int start) {
        int end() {
            return start + text.length();
        }
    }

    static List<Sentence> split(String text) {
        List<Sentence> sentences = new ArrayList<>();
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            splitLine(line.group(), line.start(), sentences);
        }
        return sentences;
    }

    private static void splitLine(String line, int offset, List<Sentence> sentences) {
        Matcher end = END.matcher(line);
        int start = 0;
        while (end.find()) {
            if (isSentence(line.substring(start, end.end()), line.substring(end.end()))) {
                add(line, start, end.end(), offset, sentences);
                start = end.end();
            }
        }
        add(line, start, line.length(), offset, sentences);
    }

    // Not after an abbreviation, not before a small letter, and not within a quotation.
    private static boolean isSentence(String piece, String rest) {
        String next = rest.stripLeading();
        boolean goesOn = !next.isEmpty() && Character.isLowerCase(next.codePointAt(0));
        boolean quoting = count(piece, '“') > count(piece, '”');
        return !goesOn && !quoting && !ENDS_IN_ABBREVIATION.matcher(piece).find();
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(character -> character == wanted).count();
    }

    private static void add(String line, int start, int end, int offset, List<Sentence> sentences) {
        String piece = line.substring(start, end);
        String text = piece.strip();
        if (!text.isEmpty()) {
            sentences.add(new Sentence(text, offset + start + piece.indexOf(text)));
        }
    }
}
