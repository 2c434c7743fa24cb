package io.tabletalk.knowledge;

import java.time.Instant;
import java.util.Objects;

/// How current a document is: a point in its source's own history.
///
/// Positions of one source are compared by [#order] alone; positions of different sources cannot be compared. A
/// snapshot read takes the microseconds since the epoch at which the read began, so a later read always wins.
///
/// @param order grows with every state of the source
/// @param asOf  the wall-clock time at which the source held this state
public record SourcePosition(long order, Instant asOf) implements Comparable<SourcePosition> {

    public SourcePosition {
        Objects.requireNonNull(asOf, "asOf");
    }

    /// The position of a read that begins at `time`.
    public static SourcePosition readAt(Instant time) {
        return new SourcePosition(Math.addExact(time.getEpochSecond() * 1_000_000, time.getNano() / 1_000), time);
    }

    @Override
    public int compareTo(SourcePosition other) {
        return Long.compare(order, other.order);
    }
}
