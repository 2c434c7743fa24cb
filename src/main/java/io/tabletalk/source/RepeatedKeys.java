package io.tabletalk.source;

import io.tabletalk.source.SourceRecord.Readable;
import io.tabletalk.source.SourceRecord.Unreadable;
import org.jspecify.annotations.Nullable;

/// Watches records that come in the order of their keys for keys that occur again, where nothing on the other side
/// makes them unique. The first record of a key is the document; the others would silently replace it, so they are
/// reported. Holds one key. Not safe for use by several threads.
public final class RepeatedKeys {

    private final String place;
    private @Nullable String previous;
    private long times;

    /// @param place where the records stand, such as `table orders`
    public RepeatedKeys(String place) {
        this.place = place;
    }

    /// The record itself, or what is to be said of it when its key has been there.
    public SourceRecord check(SourceRecord next) {
        if (!(next instanceof Readable readable)) {
            return next;
        }
        String key = readable.document().key().key();
        times = key.equals(previous) ? times + 1 : 1;
        previous = key;
        return times == 1
                ? next
                : new Unreadable(
                        key,
                        place + ", record " + times + " with the key '" + key + "'",
                        "Another record has the same key. Choose key fields that together differ for every record.",
                        readable.document().text());
    }
}
