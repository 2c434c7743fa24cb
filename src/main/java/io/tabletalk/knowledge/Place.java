package io.tabletalk.knowledge;

import org.jspecify.annotations.Nullable;

/// Where something lies in its source, so that a reader can be taken there.
///
/// @param file  the file's path as the user knows it, or null when the source is no file
/// @param row   1-based row or line in the file or table read, or null
/// @param page  1-based page, sheet or slide, or null
/// @param start first character (UTF-16 index, inclusive) in the document's text
/// @param end   last character (exclusive) in the document's text
public record Place(
        @Nullable String file, @Nullable Long row, @Nullable Integer page, int start, int end) {

    /// A document that lies in no file and is not cut: a table row or an API record.
    public static final Place WHOLE = new Place(null, null, null, 0, 0);

    public static Place row(String file, long row) {
        return new Place(file, row, null, 0, 0);
    }

    public static Place file(String file) {
        return new Place(file, null, null, 0, 0);
    }

    /// The same file, row and page, with character offsets.
    public Place at(int start, int end) {
        return new Place(file, row, page, start, end);
    }
}
