package io.tabletalk.pipeline;

import java.time.Instant;

/// Work that failed for good, kept until it is retried with success or discarded. Source, stage and key identify it:
// the
/// same work failing again raises [#attempts] on the same letter.
///
/// @param id       identifies the letter in the API
/// @param source   the source's name
/// @param batch    the batch in which it last failed
/// @param stage    the stage's name
/// @param key      the document key, or another stable name for the unit of work
/// @param reason   what went wrong, in a sentence a user can act on; no credential, no stack trace
/// @param attempts how often it was tried, all retries included
/// @param topic    where a retry publishes [#payload]
/// @param payload  the message as JSON, without credentials
/// @param excerpt  what the failing input looked like, cut; may be empty
public record DeadLetter(
        String id,
        String source,
        String batch,
        String stage,
        String key,
        String reason,
        int attempts,
        String topic,
        String payload,
        String excerpt,
        Instant failedAt) {}
