package io.tabletalk.audit;

import io.tabletalk.audit.Audit.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An audit as the API shows it.
///
/// @param status      `waiting`, `comparing`, `settling`, `repairing`, `completed` or `failed`
/// @param documents   documents of the source; of an audit under way, those read so far
/// @param missing     in the source and not in the index
/// @param stale       in both, with another content
/// @param orphaned    in the index and no longer in the source
/// @param unsettled   documents that changed while they were looked at, so that nothing can be said of them
/// @param unreadable  records of the source that could not be understood
/// @param repaired    of those that differed, how many no longer do
/// @param keys        the first documents that differed, each with its `problem`
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
        long unsettled,
        long unreadable,
        long repaired,
        List<Finding> keys,
        @Nullable String repairBatch,
        @Nullable String error) {

    static AuditView of(Audit audit) {
        Audit.Findings findings = audit.findings();
        return new AuditView(
                audit.id(),
                audit.source().value(),
                audit.status().name().toLowerCase(Locale.ROOT),
                audit.startedAt(),
                audit.finishedAt(),
                findings.documents(),
                findings.missing(),
                findings.stale(),
                findings.orphaned(),
                findings.unsettled(),
                findings.unreadable(),
                audit.repaired(),
                findings.keys(),
                audit.repairBatch(),
                audit.error());
    }
}
