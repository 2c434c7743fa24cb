package io.tabletalk.ingest.passages;

/// A stretch of text that is not cut unless it is longer than a passage: a sentence, a line of a list or a row.
///
/// @param start  first character
/// @param end    last character, exclusive
/// @param tokens how many tokens it has
/// @param block  number of the paragraph, table, fenced code or heading it belongs to
record Segment(int start, int end, int tokens, int block) {}
