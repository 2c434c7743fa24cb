package io.tabletalk.source.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Decodes bytes into characters and remembers where bytes did not belong to the encoding, so that only the record
/// there is lost. Such bytes come out as U+FFFD. NUL characters are left out: they are padding, and neither an index
/// nor a database takes them. For one thread.
final class TextDecoder extends Reader {

    private static final int BUFFER = 16 * 1024;

    private static final char REPLACEMENT = '\uFFFD';

    private final InputStream bytes;
    private final CharsetDecoder decoder;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer out = CharBuffer.allocate(BUFFER).flip();
    private final Deque<Fault> faults = new ArrayDeque<>();

    /// The file offset of the first byte in `in`.
    private long offset;

    /// Characters decoded before those in `out`.
    private long decoded;

    private boolean inputEnded;
    private boolean flushed;

    /// @param offset where in the file the stream begins, for messages
    TextDecoder(InputStream bytes, Charset charset, long offset) {
        this.bytes = bytes;
        this.offset = offset;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /// Bytes that are no text in the encoding.
    ///
    /// @param character index of the U+FFFD that stands for them, counted from the first character handed out
    /// @param offset    where in the file they begin
    /// @param bytes     the bytes in hex
    record Fault(long character, long offset, String bytes, Charset charset) {

        String sentence() {
            return "The bytes " + bytes + " at offset " + offset + " are not " + charset.name()
                    + " text. Set `encoding` to the file's own, perhaps "
                    + (charset.name().startsWith("UTF-") ? "windows-1252." : "utf-8.");
        }
    }

    /// The first fault among the characters before `end` that has not been taken yet; forgets all of them.
    @Nullable
    Fault takeFaultBefore(long end) {
        Fault first = null;
        while (!faults.isEmpty() && faults.getFirst().character < end) {
            Fault fault = faults.removeFirst();
            first = first == null ? fault : first;
        }
        return first;
    }

    /// Bytes of the file consumed so far, reading ahead included.
    long bytesRead() {
        return offset + in.position();
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!out.hasRemaining() && !fill()) {
            return -1;
        }
        int count = Math.min(length, out.remaining());
        out.get(target, from, count);
        return count;
    }

    private boolean fill() throws IOException {
        decoded += out.position();
        out.clear();
        while (out.position() == 0 && !flushed) {
            fetch();
            decode();
        }
        out.flip();
        return out.hasRemaining();
    }

    private void fetch() throws IOException {
        if (inputEnded || in.remaining() == in.capacity()) {
            return;
        }
        offset += in.position();
        in.compact();
        int count = bytes.read(in.array(), in.position(), in.remaining());
        if (count < 0) {
            inputEnded = true;
        } else {
            in.position(in.position() + count);
        }
        in.flip();
    }

    private void decode() {
        out.limit(out.capacity() - 1); // leaves room to mark a fault
        CoderResult result = decoder.decode(in, out, inputEnded);
        dropNuls();
        if (result.isError()) {
            noteFault(result.length());
        } else if (inputEnded && !in.hasRemaining()) {
            flushed = decoder.flush(out).isUnderflow();
        }
    }

    private void noteFault(int length) {
        byte[] wrong = new byte[Math.min(length, in.remaining())];
        long at = offset + in.position();
        in.get(wrong);
        String hex = HexFormat.ofDelimiter(" ").withUpperCase().formatHex(wrong);
        faults.add(new Fault(decoded + out.position(), at, hex, decoder.charset()));
        out.limit(out.capacity());
        out.put(REPLACEMENT);
    }

    private void dropNuls() {
        char[] characters = out.array();
        int kept = 0;
        for (int i = 0; i < out.position(); i++) {
            if (characters[i] != '\0') {
                characters[kept++] = characters[i];
            }
        }
        out.position(kept);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
