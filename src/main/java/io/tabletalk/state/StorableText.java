package io.tabletalk.state;

/// Text as every state database takes it: PostgreSQL's knows no NUL character.
public final class StorableText {

    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    /// The text with U+FFFD in place of NUL.
    public static String of(String text) {
        return text.replace('\0', REPLACEMENT);
    }
}
