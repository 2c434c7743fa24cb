package io.tabletalk.source.webhook;

import org.jspecify.annotations.Nullable;

/// What a sender says about one document.
///
/// @param key     names the document
/// @param version the sender's own count of its changes, or null; an event with a smaller one than was seen is ignored
/// @param body    all of the document as JSON; null when it is gone
record IncomingEvent(
        String key, @Nullable Long version, @Nullable String body) {}
