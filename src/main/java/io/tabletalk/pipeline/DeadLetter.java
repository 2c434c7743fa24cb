package io.tabletalk.pipeline;

import java.time.Instant;

/// Work that failed for good, kept until it is retried with success or discarded. Source, stage and key identify it:
/// the same work failing again raises [#attempts] on the same letter.
///
/// @param id       identifies the letter in the API
/// @param source   the source's name
/// @param batch    the batch in which it last failed
/// @param stage    the stage's name
/// @param key      the document key, or another stable name for the unit of work
/// @param reason   what went wrong, in a sentence a user can act on; no credential, no stack trace
/// @param attempts how often it was tried, all retries included
/// @param excerpt  what the failing input looked like, cut to [#MAX_EXCERPT] characters; may be empty
public record DeadLetter(
        String id,
        String source,
        String batch,
        String stage,
        String key,
        String reason,
        int attempts,
        String excerpt,
        Instant failedAt) {

    public static final int MAX_EXCERPT = 500;

    public DeadLetter {
        excerpt = excerpt.length() <= MAX_EXCERPT ? excerpt : excerpt.substring(0, MAX_EXCERPT);
    }

    /// The message to publish again, kept apart from the letter because it may be large.
    ///
    /// @param topic   the topic's name
    /// @param payload the message as JSON, without credentials
    public record Message(String topic, String payload) {}

    /// A letter and what a retry of it publishes.
    public record WithMessage(DeadLetter letter, Message message) {}
}
