package io.tabletalk.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a live source has been followed.
///
/// @param identity  what is followed, see [io.tabletalk.source.ChangeFeed#identity]
/// @param bookmark  where to go on; empty before following has begun
/// @param shape     that of the last full read
/// @param readFirst why all has to be read before it is followed; empty when it has been
/// @param position  everything up to here is searchable; null before the first full read
/// @param currentAt everything committed until then is; null before the first full read
/// @param lastOrder of the positions given to documents
/// @param lastFullRead the last time that all was read for the sake of following it; null before the first
record LiveBookmark(
        String identity,
        String bookmark,
        String shape,
        String readFirst,
        @Nullable String position,
        @Nullable Instant currentAt,
        long lastOrder,
        @Nullable FullRead lastFullRead) {

    /// Before anything.
    static LiveBookmark none(String identity) {
        return new LiveBookmark(identity, "", "", "", null, null, 0, null);
    }

    LiveBookmark begun(String place, String reason) {
        String first = reason.isEmpty() ? readFirst : reason;
        return new LiveBookmark(identity, place, shape, first, position, currentAt, lastOrder, lastFullRead);
    }

    LiveBookmark reads(FullRead all) {
        return new LiveBookmark(identity, bookmark, shape, readFirst, position, currentAt, lastOrder, all);
    }

    LiveBookmark allRead(String shapeRead, String reached, Instant time) {
        return new LiveBookmark(identity, bookmark, shapeRead, "", reached, time, lastOrder, lastFullRead);
    }

    LiveBookmark applied(String place, String reached, Instant time, long order) {
        return new LiveBookmark(identity, place, shape, readFirst, reached, time, order, lastFullRead);
    }
}
