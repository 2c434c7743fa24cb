package io.tabletalk.ingest.http;

import io.tabletalk.ingest.Ingestion;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceDetail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Says of a source when all of it was last read.
@Component
class LastSynced implements SourceDetail {

    private final Ingestion ingestion;

    LastSynced(Ingestion ingestion) {
        this.ingestion = ingestion;
    }

    @Override
    public String name() {
        return "last_synced";
    }

    @Override
    public @Nullable Object of(SourceId source) {
        return ingestion.lastRead(source).orElse(null);
    }
}
