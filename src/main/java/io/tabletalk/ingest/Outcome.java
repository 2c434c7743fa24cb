package io.tabletalk.ingest;

/// How far a document of a batch has come.
public enum Outcome {
    /// Cut and embedded, and on its way to the index: no end yet.
    EMBEDDED,
    /// New: the index did not hold it. Searchable.
    ADDED,
    /// Changed, or embedded anew, and searchable. After a killed process also what may have been new: see
    /// [Batch#added].
    APPLIED,
    /// The index holds it already.
    SKIPPED,
    /// Gone from the source, and from the index.
    REMOVED,
    /// Kept as a dead letter.
    FAILED,
    /// Not embedded, since its batch was cancelled, which counts it no longer. What has been embedded all the same by
    /// another delivery goes on to its end.
    DROPPED;

    /// Whether nothing more is to come.
    public boolean isEnd() {
        return this != EMBEDDED;
    }

    /// Whether it is an end, and a good one.
    boolean isSuccess() {
        return isEnd() && this != FAILED && this != DROPPED;
    }
}
