package io.tabletalk.ingest;

import java.time.Instant;

/// How far a source has been read: all that it held at the mark went into the index, or became a dead letter.
///
/// @param mark       as the source wrote it
/// @param context    see [Plan#context]
/// @param completeAt when all of the source was last read
public record ReadMark(String mark, String context, Instant completeAt) {}
