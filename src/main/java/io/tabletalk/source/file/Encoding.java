package io.tabletalk.source.file;

import io.tabletalk.source.SourceException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a file's bytes stand for characters.
///
/// @param charset    the encoding
/// @param markLength bytes of the byte order mark at the file's start, which are no text
record Encoding(Charset charset, int markLength) {

    /// The bytes that [#of] wants to see: the longest byte order mark.
    static final int HEAD = 4;

    private static final List<Mark> MARKS = List.of(
            // UTF-32 first: its little-endian mark begins like that of UTF-16.
            new Mark(Charset.forName("UTF-32LE"), 0xFF, 0xFE, 0x00, 0x00),
            new Mark(Charset.forName("UTF-32BE"), 0x00, 0x00, 0xFE, 0xFF),
            new Mark(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
            new Mark(StandardCharsets.UTF_16LE, 0xFF, 0xFE),
            new Mark(StandardCharsets.UTF_16BE, 0xFE, 0xFF));

    /// The encoding of a file that begins with `head`. A byte order mark is believed more than what was declared, as
    /// the WHATWG Encoding Standard has it; without either, the file is UTF-8.
    ///
    /// @throws SourceException INVALID when the declared name is no encoding
    static Encoding of(byte[] head, @Nullable String declared) {
        Charset named = declared == null || declared.isBlank() ? StandardCharsets.UTF_8 : named(declared);
        return MARKS.stream()
                .filter(mark -> mark.begins(head))
                .findFirst()
                .map(mark -> new Encoding(mark.charset, mark.bytes.length))
                .orElse(new Encoding(named, 0));
    }

    private static Charset named(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        String known =
                switch (plain) {
                    case "utf-8-sig" -> "utf-8"; // Python's name for UTF-8 with a byte order mark
                    case "latin-1" -> "iso-8859-1";
                    default -> plain;
                };
        try {
            return Charset.forName(known);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new SourceException(
                    SourceException.Kind.INVALID,
                    "'" + name + "' is no encoding that is known here. Usual ones are utf-8, windows-1252, iso-8859-1,"
                            + " utf-16, shift_jis, gb18030.",
                    e);
        }
    }

    private record Mark(Charset charset, int... bytes) {

        boolean begins(byte[] head) {
            if (head.length < bytes.length) {
                return false;
            }
            for (int i = 0; i < bytes.length; i++) {
                if ((head[i] & 0xFF) != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
