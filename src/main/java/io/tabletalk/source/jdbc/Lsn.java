package io.tabletalk.source.jdbc;

import io.tabletalk.source.FeedPosition;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Positions in PostgreSQL's log: two hexadecimal halves of a 64-bit number, `0/16B3748`.
final class Lsn {

    private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

    private Lsn() {}

    /// @throws IllegalArgumentException when it has another form
    static FeedPosition parse(String text) {
        Matcher halves = FORM.matcher(text);
        if (!halves.matches()) {
            throw new IllegalArgumentException("A position of PostgreSQL has the form 0/16B3748.");
        }
        return of(Long.parseLong(halves.group(1), 16) << 32 | Long.parseLong(halves.group(2), 16));
    }

    static FeedPosition of(long value) {
        String text = Long.toHexString(value >>> 32) + "/" + Long.toHexString(value & 0xFFFF_FFFFL);
        return new FeedPosition(text.toUpperCase(Locale.ROOT), value);
    }
}
