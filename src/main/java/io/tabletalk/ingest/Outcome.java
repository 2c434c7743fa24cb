package io.tabletalk.ingest;

/// How a document of a batch ended.
public enum Outcome {
    /// New or changed, and searchable.
    APPLIED,
    /// The index holds it already.
    SKIPPED,
    /// Gone from the source, and from the index.
    REMOVED,
    /// Kept as a dead letter.
    FAILED
}
