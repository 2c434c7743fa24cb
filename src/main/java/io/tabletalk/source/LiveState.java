package io.tabletalk.source;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a live source is followed.
///
/// @param position     everything committed up to here is searchable; null before the first full read
/// @param appliedUpTo  everything committed until then is searchable; null before the first full read
/// @param lagSeconds   how long ago that is. While nothing changes it grows up to the heartbeat and falls again.
/// @param lastFullReadReason why all of it was last read for the sake of following it, such as a replication slot that
///                     was lost; null before the first time
/// @param lastFullReadAt when that began
/// @param problem      what keeps it from being followed, or why all of it is read again; null when nothing does
public record LiveState(
        State state,
        @Schema(example = "0/16B3748") @Nullable String position,
        @Nullable Instant appliedUpTo,
        @Nullable Double lagSeconds,

        @Schema(example = "Replication slot 'tabletalk_orders_5f3a09c1' was lost, and changes with it.") @Nullable
        String lastFullReadReason,

        @Nullable Instant lastFullReadAt,
        @Nullable String problem) {

    public enum State {
        /// Connects; the stream of changes has not told anything yet.
        STARTING,
        /// All of it is read; changes wait.
        READING,
        /// Changes are applied as they come.
        FOLLOWING,
        /// Something is wrong; it is tried again.
        FAILING,
        /// The source is paused; changes wait at the source.
        PAUSED
    }
}
