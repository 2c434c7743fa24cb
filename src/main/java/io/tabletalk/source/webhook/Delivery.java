package io.tabletalk.source.webhook;

import io.swagger.v3.oas.annotations.media.Schema;

/// What became of a delivery; the same when it comes again.
///
/// @param accepted events that are stored and will be searchable in a moment
/// @param ignored  events that say nothing new, of an older version than the one that is stored, and events about
///                 documents that were deleted here and are kept out
/// @param position the source's count of changes after this delivery
record Delivery(
        @Schema(example = "1") int accepted,
        @Schema(example = "0") int ignored,
        @Schema(example = "42") long position) {}
