package io.tabletalk.source.jdbc;

/// What has to stay as it was for changes to be enough.
///
/// @param columns     that of [TableShape]
/// @param publication the version of [Publication.Shown]; holds no line break
record FeedShape(String columns, String publication) {

    private static final char BETWEEN = '\n';

    /// @param text of [#text]; empty before all has been read
    static FeedShape parse(String text) {
        int end = text.indexOf(BETWEEN);
        return end < 0 ? new FeedShape(text, "") : new FeedShape(text.substring(end + 1), text.substring(0, end));
    }

    String text() {
        return publication + BETWEEN + columns;
    }
}
