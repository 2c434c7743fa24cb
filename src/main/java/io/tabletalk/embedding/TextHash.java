package io.tabletalk.embedding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Stands for a text that was embedded, so that a cache of vectors need not keep the text.
///
/// @param hex the SHA-256 of the text in UTF-8, 64 hexadecimal digits in lower case
public record TextHash(String hex) {

    private static final int DIGITS = 64;

    public TextHash {
        if (hex.length() != DIGITS) {
            throw new IllegalArgumentException("A hash has " + DIGITS + " hexadecimal digits, not '" + hex + "'.");
        }
    }

    /// @param text as it is embedded: of a passage, its heading and its text
    public static TextHash of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new TextHash(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
