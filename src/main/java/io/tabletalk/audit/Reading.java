package io.tabletalk.audit;

import java.util.List;

/// What a complete read of a source has met.
///
/// @param documents     documents: records that can be understood, those with the same key counted once
/// @param duplicates    records whose key another one has, so that they are no documents
/// @param excluded      documents of the source that were deleted here and are to stay out
/// @param unreadable    records that could not be understood; what they may be counts neither as missing nor as
///                      orphaned
/// @param unreadParts   parts, such as files, that could not be read to their end; what may stand in them counts
///                      neither as missing nor as orphaned
/// @param unreadReasons why, for the first of these parts
public record Reading(
        long documents, long duplicates, long excluded, long unreadable, long unreadParts, List<String> unreadReasons) {

    static final Reading NONE = new Reading(0, 0, 0, 0, 0, List.of());

    public Reading {
        unreadReasons = List.copyOf(unreadReasons);
    }

    /// While the source is still being read.
    static Reading soFar(long documents, long unreadable) {
        return new Reading(documents, 0, 0, unreadable, 0, List.of());
    }

    /// This one, with the unread parts of the other when those are more. A part that one look at the source could not
    /// read was not judged, whatever a later look says.
    Reading withUnreadPartsOf(Reading other) {
        return other.unreadParts <= unreadParts
                ? this
                : new Reading(documents, duplicates, excluded, unreadable, other.unreadParts, other.unreadReasons);
    }
}
