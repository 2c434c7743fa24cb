package io.tabletalk.source.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The physical lines of a text, one at a time: they end with LF, CR LF or CR alone. For one thread.
final class Lines {

    /// The longest line, and the longest record, in characters. A field of 10 MB fits; a file without line ends, or
    /// with a quote that is never closed, does not fill the memory.
    static final int MAX_LENGTH = 16 * 1024 * 1024;

    private final TextDecoder text;
    private final char[] buffer = new char[16 * 1024];
    private int position;
    private int limit;
    private long characters;
    private long number;

    Lines(TextDecoder text) {
        this.text = text;
    }

    /// The next line, or null after the last.
    @Nullable
    Line next() throws IOException {
        if (!hasMore()) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        boolean tooLong = false;
        boolean ended = false;
        while (!ended && hasMore()) {
            int end = endOfLine();
            ended = end > 0;
            int until = ended ? end : limit;
            tooLong |= line.length() + until - position > MAX_LENGTH;
            if (!tooLong) {
                line.append(buffer, position, until - position);
            }
            characters += until - position;
            position = until;
        }
        if (ended && buffer[position - 1] == '\r' && hasMore() && buffer[position] == '\n') {
            line.append('\n'); // the pair was cut apart by the end of the buffer
            position++;
            characters++;
        }
        return new Line(++number, line.toString(), text.takeFaultBefore(characters), tooLong);
    }

    /// The index after the line end in the buffer, or -1 when there is none in it.
    private int endOfLine() {
        for (int i = position; i < limit; i++) {
            if (buffer[i] == '\n') {
                return i + 1;
            }
            if (buffer[i] == '\r') {
                return i + 1 < limit && buffer[i + 1] == '\n' ? i + 2 : i + 1;
            }
        }
        return -1;
    }

    private boolean hasMore() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, text.read(buffer, 0, buffer.length));
        }
        return limit > 0;
    }
}
