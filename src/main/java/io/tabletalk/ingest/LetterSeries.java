package io.tabletalk.ingest;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Times and ids for the dead letters of one reading of a part: one time for all, and ids that sort as they come, so
/// that a list with the newest first shows the faults of a file from its beginning to its end. For one thread.
final class LetterSeries {

    private final Instant began = Instant.now();
    private final long id = ThreadLocalRandom.current().nextLong();
    private long count;

    /// The time of all letters.
    Instant began() {
        return began;
    }

    /// The id of the next letter.
    String next() {
        return new UUID(id, count++).toString();
    }
}
