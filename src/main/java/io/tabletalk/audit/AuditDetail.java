package io.tabletalk.audit;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceDetail;
import org.jspecify.annotations.Nullable;

/// Shows the last audit with its source.
final class AuditDetail implements SourceDetail {

    private final Audits audits;

    AuditDetail(Audits audits) {
        this.audits = audits;
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public @Nullable Object of(SourceId source) {
        return audits.latest(source).map(AuditView::of).orElse(null);
    }
}
