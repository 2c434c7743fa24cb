package io.tabletalk.source.jdbc;

/// How many rows to ask the server for at a time: many small ones, so that round trips do not show, or few large ones,
/// so that they fit into memory. Begins small, and goes by the largest row so far.
final class FetchSize {

    static final int FIRST = 10;
    private static final int MOST = 1_000;
    private static final long CHARACTERS = 4_000_000;

    private long largest = 1;

    /// The size for the next fetch, having met a row of so many characters.
    int after(long rowCharacters) {
        largest = Math.max(largest, rowCharacters);
        return (int) Math.clamp(CHARACTERS / largest, 1, MOST);
    }
}
