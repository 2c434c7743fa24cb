package io.tabletalk.role;

/// A part of the pipeline's work that a process may take on.
public enum Role {
    /// Finds out which parts a source has, and reads them.
    INGESTION,
    /// Cuts documents into passages and embeds them.
    EMBEDDING,
    /// Compares what was read with the index, brings the index up to date, and sweeps what is gone.
    INDEX,
    /// Counts what is done, and moves batches on.
    STATUS
}
