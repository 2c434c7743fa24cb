package io.tabletalk.ingest;

import java.time.Instant;

/// That all of a live source was read for the sake of following it.
///
/// @param reason a sentence for users
/// @param at     when it began
record FullRead(String reason, Instant at) {}
