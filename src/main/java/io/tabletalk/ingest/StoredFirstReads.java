package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.FirstReads;
import java.util.List;

/// As the stored batches tell.
final class StoredFirstReads implements FirstReads {

    private final BatchStatusStore store;

    StoredFirstReads(BatchStatusStore store) {
        this.store = store;
    }

    @Override
    public List<SourceId> unfinished() {
        return store.unfinished().stream()
                .filter(batch -> batch.kind().isRead())
                .map(Batch::source)
                .distinct()
                .filter(source -> store.lastRead(source).isEmpty())
                .sorted()
                .toList();
    }
}
