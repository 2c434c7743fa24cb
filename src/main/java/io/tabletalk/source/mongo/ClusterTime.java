package io.tabletalk.source.mongo;

import io.tabletalk.source.FeedPosition;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonTimestamp;

/// Positions in MongoDB's oplog: the second of a write and its number within that second, `1732200000:3`. Drivers tell
/// it after a write as the operation time of the session.
final class ClusterTime {

    private static final Pattern FORM = Pattern.compile("(\\d{1,10}):(\\d{1,10})");
    private static final long MOST = 0xFFFF_FFFFL;

    private ClusterTime() {}

    /// @throws IllegalArgumentException when it has another form
    static FeedPosition parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || Long.parseLong(parts.group(1)) > MOST || Long.parseLong(parts.group(2)) > MOST) {
            throw new IllegalArgumentException(
                    "A position of MongoDB has the form 1732200000:3, the two parts of an operation time.");
        }
        return of(Long.parseLong(parts.group(1)) << 32 | Long.parseLong(parts.group(2)));
    }

    static FeedPosition of(BsonTimestamp time) {
        return of(time.getValue());
    }

    static FeedPosition of(long value) {
        return new FeedPosition((value >>> 32) + ":" + (value & MOST), value);
    }

    /// The beginning of its second: more may follow within it.
    static Instant instant(FeedPosition position) {
        return Instant.ofEpochSecond(position.value() >>> 32);
    }
}
