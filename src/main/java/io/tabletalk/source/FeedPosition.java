package io.tabletalk.source;

/// A point in the history of a live source, as its database writes it.
///
/// @param text  as users give and get it: for PostgreSQL an LSN such as `0/16B3748`
/// @param value the same as a number without sign, by which two positions of one source are compared
public record FeedPosition(String text, long value) implements Comparable<FeedPosition> {

    @Override
    public int compareTo(FeedPosition other) {
        return Long.compareUnsigned(value, other.value);
    }

    /// The later of the two.
    public FeedPosition or(FeedPosition other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
