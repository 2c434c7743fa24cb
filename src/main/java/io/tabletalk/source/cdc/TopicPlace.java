package io.tabletalk.source.cdc;

import io.tabletalk.source.FeedPosition;
import java.time.Instant;

/// How far a topic was read.
///
/// @param offset    of the next message
/// @param currentAt when the last change before it was committed
record TopicPlace(long offset, Instant currentAt) {

    static TopicPlace parse(String bookmark) {
        int space = bookmark.indexOf(' ');
        return new TopicPlace(
                Long.parseLong(bookmark.substring(0, space)), Instant.parse(bookmark.substring(space + 1)));
    }

    String bookmark() {
        return offset + " " + currentAt;
    }

    FeedPosition position() {
        return new FeedPosition(Long.toString(offset), offset);
    }

    TopicPlace after(ChangeEvent event) {
        Instant time = event.committedAt();
        return new TopicPlace(event.position() + 1, time.isAfter(currentAt) ? time : currentAt);
    }

    /// Messages that are no changes were passed over.
    TopicPlace at(long next) {
        return new TopicPlace(Math.max(offset, next), currentAt);
    }
}
