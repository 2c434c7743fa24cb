package io.tabletalk.knowledge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// One row, one Mongo document, one file page or one API record: what a source holds under one key.
///
/// @param title    a short name a person would recognise; may be empty. It heads every passage of the document.
/// @param text     the text to search by meaning, and to quote: for a row, `field: value` lines. May be empty, then the
///                 document is known (and counted) but has no passage.
/// @param metadata the other fields, to filter on, to show, and to find by their words; see [Passage#textWith]
/// @param place    where the document itself lies in its source
public record Document(DocumentKey key, String title, String text, Metadata metadata, Place place) {

    public Document {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(place, "place");
    }

    /// SHA-256 over title, text, metadata and place, in lower-case hex. Two documents with the same hash are the same
    /// to every reader, so the second needs no work. Independent of the order of the metadata.
    public String contentHash() {
        MessageDigest digest = sha256();
        add(digest, title);
        add(digest, text);
        Map<String, Object> sorted = new TreeMap<>(metadata.values());
        sorted.forEach((name, value) -> {
            add(digest, name);
            add(digest, value.getClass().getSimpleName());
            add(digest, value.toString());
        });
        add(digest, place.toString());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0xFF); // never part of UTF-8: keeps neighbouring fields apart
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
