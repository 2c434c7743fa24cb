package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says what the deletion of a document or a source has removed. It holds no text of what was deleted.
///
/// @param key         the document's key, or null when the whole source was deleted
/// @param removed     how much of what was removed: `documents`, `passages`, `vectors`, `dead_letters`, and what the
///                    other parts kept, such as `history_snippets`
/// @param excluded    whether the document stays out, although its source may go on to hold it
/// @param sourceHeldAt when the source was last known to hold the document; null when the index did not hold it
/// @param completedAt when nothing of it could be found any more; null while the deletion is under way
/// @param expungedAt  when the bytes were gone from the files of the index and the state database; null until then
public record Receipt(
        String id,
        SourceId source,
        @Nullable String key,
        Instant requestedAt,
        Map<String, Long> removed,
        boolean excluded,
        @Nullable Instant sourceHeldAt,
        @Nullable Instant completedAt,
        @Nullable Instant expungedAt) {

    Receipt withRemoved(Map<String, Long> allRemoved) {
        return new Receipt(id, source, key, requestedAt, allRemoved, excluded, sourceHeldAt, completedAt, expungedAt);
    }

    Receipt completed(Map<String, Long> allRemoved, Instant now) {
        return new Receipt(id, source, key, requestedAt, allRemoved, excluded, sourceHeldAt, now, null);
    }
}
