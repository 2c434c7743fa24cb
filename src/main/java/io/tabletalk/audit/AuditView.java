package io.tabletalk.audit;

import io.tabletalk.audit.Audit.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An audit as the API shows it.
///
/// @param status      `waiting`, `comparing`, `settling`, `repairing`, `completed` or `failed`
/// @param documents   documents of the source, by key; of an audit under way, the records read so far
/// @param missing     in the source and not in the index
/// @param stale       in both, with another content
/// @param orphaned    in the index and no longer in the source
/// @param kept        in the index and not found in the source, but they may be what could not be read there
/// @param unsettled   documents that changed while they were looked at, so that nothing can be said of them
/// @param excluded    documents of the source that were deleted here and are kept out
/// @param duplicates  records of the source whose key another one has; they are no documents
/// @param unreadable  records of the source that could not be understood
/// @param unreadParts parts of the source, such as files, that could not be read to their end
/// @param unreadReasons why, for the first of these parts
/// @param repaired    of those that differed, how many no longer do
/// @param keys        the first documents that differed or are kept, each with its `problem`
/// @param repairBatch the batch that mended them, or null
/// @param error       why the audit could not be finished, or null
record AuditView(
        String id,
        String source,
        String status,
        Instant startedAt,
        @Nullable Instant finishedAt,
        long documents,
        long missing,
        long stale,
        long orphaned,
        long kept,
        long unsettled,
        long excluded,
        long duplicates,
        long unreadable,
        long unreadParts,
        List<String> unreadReasons,
        long repaired,
        List<Finding> keys,
        @Nullable String repairBatch,
        @Nullable String error) {

    static AuditView of(Audit audit) {
        Audit.Findings findings = audit.findings();
        Reading reading = findings.reading();
        return new AuditView(
                audit.id(),
                audit.source().value(),
                audit.status().name().toLowerCase(Locale.ROOT),
                audit.startedAt(),
                audit.finishedAt(),
                reading.documents(),
                findings.missing(),
                findings.stale(),
                findings.orphaned(),
                findings.kept(),
                findings.unsettled(),
                reading.excluded(),
                reading.duplicates(),
                reading.unreadable(),
                reading.unreadParts(),
                reading.unreadReasons(),
                audit.repaired(),
                findings.keys(),
                audit.repairBatch(),
                audit.error());
    }
}
