package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;
import java.util.Objects;

/// Take out of the index what the batch has not seen.
record SweepBatch(String batch, SourceId source) {

    SweepBatch {
        Objects.requireNonNull(batch, "batch");
        Objects.requireNonNull(source, "source");
    }
}
