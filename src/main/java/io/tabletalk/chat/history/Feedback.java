package io.tabletalk.chat.history;

import java.time.Instant;

/// What a reader thought of an answer.
///
/// @param note may be empty
public record Feedback(Rating rating, String note, Instant givenAt) {

    /// The longest note, in characters.
    public static final int MAX_NOTE = 2_000;

    public enum Rating {
        UP,
        DOWN
    }
}
