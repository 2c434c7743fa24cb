package io.tabletalk.audit;

import io.tabletalk.index.DocumentTraces;
import io.tabletalk.knowledge.SourceId;
import java.util.List;

/// Forgets the last audit of a source that is removed: a new source of its name begins without.
final class AuditTraces implements DocumentTraces {

    private final AuditTable results;

    AuditTraces(AuditTable results) {
        this.results = results;
    }

    @Override
    public String name() {
        return "audits";
    }

    /// An audit names documents that differed, and holds nothing of them.
    @Override
    public long forget(List<Gone> documents) {
        return 0;
    }

    @Override
    public long forgetAll(SourceId source) {
        return results.remove(source) ? 1 : 0;
    }
}
