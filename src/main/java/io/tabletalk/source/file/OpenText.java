package io.tabletalk.source.file;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A text file that is open: its decoder, and the state it had when it was opened. For one thread.
final class OpenText implements Closeable {

    /// Enough to tell text from pictures, archives, and UTF-16 without a mark, all of which are full of NUL bytes.
    private static final int PROBE = 4 * 1024;

    private final SourceFile file;
    private final SourceFile.State opened;
    private final Encoding encoding;
    private final TextDecoder text;

    private OpenText(SourceFile file, SourceFile.State opened, Encoding encoding, TextDecoder text) {
        this.file = file;
        this.opened = opened;
        this.encoding = encoding;
        this.text = text;
    }

    /// Opens a file that must hold text.
    ///
    /// @param encoding the declared encoding, or null for the mark at the file's start or UTF-8
    /// @throws SourceException INVALID when the file is empty or no text in that encoding
    static OpenText open(SourceFile file, @Nullable String encoding) {
        SourceFile.State state = file.state();
        InputStream raw = file.open();
        try {
            return open(file, state, raw, encoding);
        } catch (IOException e) {
            throw closing(raw, file.failure(e));
        } catch (SourceException e) {
            throw closing(raw, e);
        }
    }

    private static OpenText open(SourceFile file, SourceFile.State state, InputStream raw, @Nullable String declared)
            throws IOException {
        byte[] probe = raw.readNBytes(PROBE);
        Encoding encoding = Encoding.of(probe, declared);
        if (probe.length == encoding.markLength()) {
            throw new SourceException(Kind.INVALID, "'" + file.name() + "' is empty.");
        }
        rejectBinary(file, encoding, probe);
        PushbackInputStream bytes = new PushbackInputStream(raw, PROBE);
        bytes.unread(probe, encoding.markLength(), probe.length - encoding.markLength());
        return new OpenText(file, state, encoding, new TextDecoder(bytes, encoding.charset(), encoding.markLength()));
    }

    private static void rejectBinary(SourceFile file, Encoding encoding, byte[] probe) {
        String charset = encoding.charset().name();
        if (charset.startsWith("UTF-16") || charset.startsWith("UTF-32")) {
            return;
        }
        int nuls = 0;
        for (byte b : probe) {
            nuls += b == 0 ? 1 : 0;
        }
        if (nuls * 10 > probe.length) {
            String problem = FormatByName.isKnown(file.name())
                    ? "is no text in " + charset + ": " + nuls + " of its first " + probe.length
                            + " bytes are NUL. If it is UTF-16 text, set `encoding` to utf-16le or utf-16be."
                    : "is neither text nor of a kind that can be read. Text of any name can be, and files that end in "
                            + FormatByName.readableEndings() + ".";
            throw new SourceException(Kind.INVALID, "'" + file.name() + "' " + problem);
        }
    }

    private static SourceException closing(InputStream raw, SourceException failure) {
        try {
            raw.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /// Lets a reader take over this file; closes it when the reader cannot.
    RowReader readBy(Function<OpenText, RowReader> reader) {
        try {
            return reader.apply(this);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    SourceFile file() {
        return file;
    }

    Encoding encoding() {
        return encoding;
    }

    TextDecoder text() {
        return text;
    }

    /// Bytes in the file when it was opened.
    long size() {
        return opened.size();
    }

    /// Makes sure that what was read is one state of the file and not half of two.
    ///
    /// @throws SourceException UNAVAILABLE when the file was written to since it was opened
    void verifyUnchanged() {
        file.verifyStill(opened);
    }

    @Override
    public void close() {
        try {
            text.close();
        } catch (IOException e) {
            throw file.failure(e);
        }
    }
}
