package io.tabletalk.source.cdc;

import io.tabletalk.source.FeedPosition;
import java.time.Duration;
import java.time.Instant;

/// How far a topic was read.
///
/// @param offset    of the next message
/// @param currentAt when the last change before it was committed
/// @param notedAt   when it was stored last
record TopicPlace(long offset, Instant currentAt, Instant notedAt) {

    /// `delete.retention.ms` of a topic unless it says otherwise: for so long a compacted topic keeps what says that a
    /// row is gone.
    private static final Duration DELETIONS_ARE_KEPT = Duration.ofDays(1);

    /// @param now when it was stored by a version that does not say so
    static TopicPlace parse(String bookmark, Instant now) {
        String[] parts = bookmark.split(" ");
        return new TopicPlace(
                Long.parseLong(parts[0]), Instant.parse(parts[1]), parts.length > 2 ? Instant.parse(parts[2]) : now);
    }

    String bookmark() {
        return offset + " " + currentAt + " " + notedAt;
    }

    FeedPosition position() {
        return new FeedPosition(Long.toString(offset), offset);
    }

    TopicPlace after(ChangeEvent event) {
        Instant time = event.committedAt();
        return new TopicPlace(event.position() + 1, time.isAfter(currentAt) ? time : currentAt, notedAt);
    }

    /// Messages that are no changes were passed over.
    TopicPlace at(long next, Instant now) {
        return new TopicPlace(Math.max(offset, next), currentAt, now);
    }

    /// Whether a compacted topic may have lost deletions since.
    ///
    /// @param end of the topic
    boolean mayMissDeletions(long end, Instant now) {
        return offset < end && notedAt.plus(DELETIONS_ARE_KEPT).isBefore(now);
    }
}
