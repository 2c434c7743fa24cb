package io.tabletalk.knowledge;

import java.util.Objects;
import java.util.Optional;

/// Identifies a document for ever: its source, and the source's own primary key for it (a row's key columns, a Mongo
/// `_id`, a file's path and row). Never a hash of the content, so an edited document keeps its key.
///
/// @param key the source's key as text, 1 to [#MAX_LENGTH] characters, without NUL
public record DocumentKey(SourceId source, String key) implements Comparable<DocumentKey> {

    /// The longest key, in characters: an index term may have at most 32,766 bytes, and this leaves room.
    public static final int MAX_LENGTH = 4_000;

    public DocumentKey {
        Objects.requireNonNull(source, "source");
        fault(key).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
    }

    /// Why a text can be no key, in a sentence; empty when it can.
    public static Optional<String> fault(String key) {
        if (key.isEmpty() || key.length() > MAX_LENGTH) {
            return Optional.of("The key has " + key.length() + " characters; 1 to " + MAX_LENGTH + " are possible.");
        }
        return key.indexOf('\0') < 0 ? Optional.empty() : Optional.of("The key holds a NUL character.");
    }

    @Override
    public int compareTo(DocumentKey other) {
        int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : key.compareTo(other.key);
    }

    /// `source/key`, for messages and logs.
    @Override
    public String toString() {
        return source + "/" + key;
    }
}
