package io.tabletalk.source;

import io.tabletalk.knowledge.DocumentChange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What has changed in a source, as documents: each key once, as the source holds it now.
///
/// @param documents  what is to be done; a document that has not really changed may be among them
/// @param unreadable rows that have changed and cannot become documents
/// @param upTo       every change committed up to here is in these changes or in earlier ones
/// @param currentAt  every change committed until this time is, too
/// @param bookmark   where to go on after these changes, see [ChangeFeed#begin]
/// @param readAgain  why changes alone cannot bring the index in step, so that all has to be read; null when they can
public record Changes(
        List<DocumentChange> documents,
        List<SourceRecord.Unreadable> unreadable,
        FeedPosition upTo,
        Instant currentAt,
        String bookmark,
        @Nullable String readAgain) {

    public Changes {
        documents = List.copyOf(documents);
        unreadable = List.copyOf(unreadable);
    }
}
