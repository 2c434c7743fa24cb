package io.tabletalk.source.document;

import io.tabletalk.source.document.ParsedDocument.Division;
import io.tabletalk.source.document.ParsedDocument.Part;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the server and the child process speak: a request is a path, a name, and the page to be pictured if any; an
/// answer is any number of parts, then what is known of the file, or a picture, or why it cannot be read. Plain lengths
/// and bytes, so that nothing that comes back from a process that has read a hostile file can be anything but text or
/// pixels.
public final class Wire {

    private static final int PART = 1;
    private static final int DONE = 2;
    private static final int FAILED = 3;
    private static final int PICTURE = 4;

    /// Asks for the text.
    private static final int NO_PAGE = 0;

    /// Parts of one file; a file of more is refused by the child, and an answer of more by the server.
    public static final int MAX_PARTS = 100_000;

    private static final int MAX_NAME_BYTES = 64 * 1024;

    private Wire() {}

    /// A file to read.
    ///
    /// @param path absolute
    /// @param name how it is called: its ending tells the form where the content does not
    /// @param page the page wanted as a picture, from 1; 0 for the text of all
    public record Request(String path, String name, int page) {

        static Request text(String path, String name) {
            return new Request(path, name, NO_PAGE);
        }

        public boolean isForPicture() {
            return page != NO_PAGE;
        }
    }

    public static void write(DataOutputStream out, Request request) throws IOException {
        writeText(out, request.path());
        writeText(out, request.name());
        out.writeInt(request.page());
        out.flush();
    }

    public static Request readRequest(DataInputStream in) throws IOException {
        return new Request(readText(in, MAX_NAME_BYTES), readText(in, MAX_NAME_BYTES), in.readInt());
    }

    public static void write(DataOutputStream out, ParsedDocument document) throws IOException {
        for (Part part : document.parts()) {
            out.writeByte(PART);
            out.writeByte(part.division().ordinal());
            out.writeInt(part.number());
            writeText(out, part.name());
            writeText(out, part.text());
        }
        out.writeByte(DONE);
        writeText(out, document.title());
        writeText(out, document.author());
        writeText(out, document.created());
        writeText(out, document.leftOut() == null ? "" : document.leftOut());
        out.flush();
    }

    public static void write(DataOutputStream out, PagePicture picture) throws IOException {
        out.writeByte(PICTURE);
        out.writeInt(picture.width());
        out.writeInt(picture.height());
        out.write(picture.pixels());
        out.flush();
    }

    public static void writeFailure(DataOutputStream out, String reason) throws IOException {
        out.writeByte(FAILED);
        writeText(out, reason);
        out.flush();
    }

    /// Reads an answer whole.
    ///
    /// @param maxBytes of all texts together
    /// @throws UnreadableDocumentException when the child says that the file cannot be read
    /// @throws EOFException                when the child has ended
    static ParsedDocument readAnswer(DataInputStream in, int maxBytes) throws IOException, UnreadableDocumentException {
        List<Part> parts = new ArrayList<>();
        int left = maxBytes;
        for (int kind = in.readByte(); kind != DONE; kind = in.readByte()) {
            if (kind == FAILED) {
                throw new UnreadableDocumentException(readText(in, MAX_NAME_BYTES));
            }
            if (kind != PART || parts.size() == MAX_PARTS) {
                throw new IOException("The parser gave an answer of the wrong form.");
            }
            Part part = readPart(in, left);
            left -= 3 * part.text().length();
            parts.add(part);
        }
        return new ParsedDocument(
                parts,
                readText(in, MAX_NAME_BYTES),
                readText(in, MAX_NAME_BYTES),
                readText(in, MAX_NAME_BYTES),
                emptyAsNull(readText(in, MAX_NAME_BYTES)));
    }

    /// Reads a picture.
    ///
    /// @throws UnreadableDocumentException when the child says that there is none
    /// @throws EOFException                when the child has ended
    static PagePicture readPicture(DataInputStream in) throws IOException, UnreadableDocumentException {
        int kind = in.readByte();
        if (kind == FAILED) {
            throw new UnreadableDocumentException(readText(in, MAX_NAME_BYTES));
        }
        int width = in.readInt();
        int height = in.readInt();
        if (kind != PICTURE || width < 1 || height < 1 || (long) width * height > PagePicture.MAX_PIXELS) {
            throw new IOException("The parser gave an answer of the wrong form.");
        }
        byte[] pixels = in.readNBytes(3 * width * height);
        if (pixels.length < 3 * width * height) {
            throw new EOFException("The parser ended in the middle of a picture.");
        }
        return new PagePicture(width, height, pixels);
    }

    private static Part readPart(DataInputStream in, int maxBytes) throws IOException {
        int division = in.readByte();
        if (division < 0 || division >= Division.values().length) {
            throw new IOException("The parser gave an answer of the wrong form.");
        }
        return new Part(
                Division.values()[division], in.readInt(), readText(in, MAX_NAME_BYTES), readText(in, maxBytes));
    }

    private static @Nullable String emptyAsNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in, int maxBytes) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > maxBytes) {
            throw new IOException("The parser gave a text of " + length + " bytes, more than it may.");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The parser ended in the middle of a text.");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
