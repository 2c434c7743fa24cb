package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourceId;

/// Take out of the index what the batch has not seen.
record SweepBatch(String batch, SourceId source) {}
