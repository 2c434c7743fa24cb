package io.tabletalk.ingest.http;

import io.tabletalk.ingest.Batch;
import io.tabletalk.ingest.Ingestion;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceDetail;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Says of a source how its last read ended, of everything or of changes.
@Component
class LastRead implements SourceDetail {

    /// Behind what waits, what runs, and what was cancelled.
    private static final int LOOKED_AT = 20;

    private final Ingestion ingestion;

    LastRead(Ingestion ingestion) {
        this.ingestion = ingestion;
    }

    /// How a read ended.
    ///
    /// @param batch       its id
    /// @param failed      documents that are dead letters
    /// @param splitsFailed parts that could not be read
    /// @param error       what failed beside single documents, or null
    record Ended(
            String batch,
            Batch.Status status,
            long failed,
            int splitsFailed,
            @Nullable String error,
            @Nullable Instant finishedAt) {}

    @Override
    public String name() {
        return "last_read";
    }

    @Override
    public @Nullable Object of(SourceId source) {
        return ingestion.recent(source, LOOKED_AT, 0).stream()
                .filter(LastRead::hasTold)
                .findFirst()
                .map(batch -> new Ended(
                        batch.id(),
                        batch.status(),
                        batch.failed(),
                        batch.splitsFailed(),
                        batch.error(),
                        batch.finishedAt()))
                .orElse(null);
    }

    private static boolean hasTold(Batch batch) {
        return batch.kind().isRead() && batch.status().isFinal() && batch.status() != Batch.Status.CANCELLED;
    }
}
