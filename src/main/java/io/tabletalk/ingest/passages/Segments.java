package io.tabletalk.ingest.passages;

import io.tabletalk.ingest.passages.Section.Block;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts the blocks of a section into segments: lines, and sentences within lines; what is too long for a passage is cut
/// between words, or anywhere when it has none.
final class Segments {

    /// A passage of more characters is unreadable, however few tokens the model sees in it.
    static final int MAX_CHARACTERS = 4_000;

    /// How far back from the last possible cut white space is looked for.
    private static final int WORD_SEARCH = 200;

    private final String text;
    private final TokenCounter tokens;
    private final int budget;
    private final BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    private final List<Segment> segments = new ArrayList<>();
    private int block;

    private Segments(String text, TokenCounter tokens, int budget) {
        this.text = text;
        this.tokens = tokens;
        this.budget = budget;
    }

    /// @param budget the most tokens of a segment
    static List<Segment> of(List<Block> blocks, String text, TokenCounter tokens, int budget) {
        Segments segments = new Segments(text, tokens, budget);
        blocks.forEach(segments::add);
        return segments.segments;
    }

    private void add(Block added) {
        for (int start = added.start(); start < added.end(); ) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 || newline >= added.end() ? added.end() : newline + 1;
            addSentences(start, end);
            start = end;
        }
        block++;
    }

    private void addSentences(int start, int end) {
        sentences.setText(text.substring(start, end));
        int from = start;
        for (int to = sentences.next(); to != BreakIterator.DONE; to = sentences.next()) {
            addWords(from, start + to);
            from = start + to;
        }
    }

    private void addWords(int from, int end) {
        int start = from;
        while (tokens.count(start, end) > budget || end - start > MAX_CHARACTERS) {
            int cut = cut(start, end);
            addTrimmed(start, cut);
            start = cut;
        }
        addTrimmed(start, end);
    }

    private int cut(int start, int end) {
        int last = Math.min(tokens.after(start, budget, end), start + MAX_CHARACTERS);
        for (int cut = last; cut > start && cut > last - WORD_SEARCH; cut--) {
            if (Character.isWhitespace(text.charAt(cut - 1))) {
                return cut;
            }
        }
        return Character.isLowSurrogate(text.charAt(last)) && last - 1 > start ? last - 1 : last;
    }

    private void addTrimmed(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            segments.add(new Segment(start, end, tokens.count(start, end), block));
        }
    }
}
