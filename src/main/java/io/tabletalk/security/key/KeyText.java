package io.tabletalk.security.key;

import io.tabletalk.security.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a key: `tt_`, the id by which it is found, `_`, and 256 random bits. These are as many as the hash has,
/// so that a plain one is enough to keep them by: there is nothing to guess.
///
/// @param id     12 hexadecimal digits
/// @param secret Base64 (RFC 4648, for addresses)
record KeyText(String id, Secret secret) {

    private static final Pattern FORM = Pattern.compile("tt_([0-9a-f]{12})_([A-Za-z0-9_-]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();

    static KeyText random() {
        return new KeyText(
                HexFormat.of().formatHex(bytes(6)),
                new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32))));
    }

    /// Empty when the text has another form.
    static Optional<KeyText> parse(String text) {
        Matcher found = FORM.matcher(text);
        return found.matches()
                ? Optional.of(new KeyText(found.group(1), new Secret(found.group(2))))
                : Optional.empty();
    }

    String text() {
        return "tt_" + id + "_" + secret.reveal();
    }

    /// What is kept of the key.
    byte[] hash() {
        return hash(secret.reveal());
    }

    /// SHA-256.
    static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(int number) {
        byte[] bytes = new byte[number];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
