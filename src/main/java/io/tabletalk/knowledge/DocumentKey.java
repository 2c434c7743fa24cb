package io.tabletalk.knowledge;

/// Identifies a document for ever: its source, and the source's own primary key for it (a row's key columns, a Mongo
/// `_id`, a file's path and row). Never a hash of the content, so an edited document keeps its key.
///
/// @param key the source's key as text, 1 to [#MAX_LENGTH] characters, without NUL
public record DocumentKey(SourceId source, String key) implements Comparable<DocumentKey> {

    /// The longest key, in characters: an index term may have at most 32,766 bytes, and this leaves room.
    public static final int MAX_LENGTH = 4_000;

    public DocumentKey {
        if (key.isEmpty() || key.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A document key has 1 to " + MAX_LENGTH + " characters.");
        }
        if (key.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A document key has no NUL character.");
        }
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
