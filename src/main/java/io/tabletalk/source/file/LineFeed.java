package io.tabletalk.source.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Feeds a CSV parser one physical line at a time, so that it is known which lines make up a record, and so that after
/// a record with a broken quote, which may have swallowed many lines, reading goes on at the line after its first.
///
/// Reading again costs little: while a broken field is open, the next quoted field ends it with an error, so no line is
/// parsed many times.
final class LineFeed extends Reader {

    private final Lines lines;
    private final Deque<Line> again = new ArrayDeque<>();
    private final List<Line> current = new ArrayList<>();
    private String text = "";
    private int position;
    private long characters;

    LineFeed(Lines lines) {
        this.lines = lines;
    }

    /// Forgets the lines handed out so far; those handed out from now on belong to the next record.
    void beginRecord() {
        current.clear();
        characters = 0;
    }

    /// The lines handed out for the current record.
    List<Line> recordLines() {
        return current;
    }

    /// Gives back all lines of the current record but its first, to be handed out again.
    void giveBackAllButFirst() {
        for (int i = current.size() - 1; i > 0; i--) {
            again.addFirst(current.remove(i));
        }
        text = "";
        position = 0;
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
        if (position == text.length() && !nextLine()) {
            return -1;
        }
        int count = Math.min(length, text.length() - position);
        text.getChars(position, position + count, target, from);
        position += count;
        return count;
    }

    private boolean nextLine() throws IOException {
        Line line = again.isEmpty() ? lines.next() : again.removeFirst();
        if (line == null) {
            return false;
        }
        current.add(line);
        characters += line.text().length();
        if (line.tooLong() || characters > Lines.MAX_LENGTH) {
            throw new TooLong();
        }
        text = line.text();
        position = 0;
        return true;
    }

    @Override
    public void close() {
        // The text belongs to whoever opened it.
    }

    /// A record longer than [Lines#MAX_LENGTH], most often since a quote was never closed.
    static final class TooLong extends CsvParseException {

        private static final long serialVersionUID = 1L;

        TooLong() {
            super("longer than " + Lines.MAX_LENGTH + " characters");
        }
    }
}
