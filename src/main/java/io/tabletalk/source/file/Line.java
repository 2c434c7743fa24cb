package io.tabletalk.source.file;

import io.tabletalk.source.file.TextDecoder.Fault;
import org.jspecify.annotations.Nullable;

/// A physical line of a file.
///
/// @param number  1-based
/// @param text    with its line end, at most [Lines#MAX_LENGTH] characters
/// @param fault   the first bytes in it that could not be decoded, or null
/// @param tooLong whether the rest was cut off because it was longer
record Line(long number, String text, @Nullable Fault fault, boolean tooLong) {}
