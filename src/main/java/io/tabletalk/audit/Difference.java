package io.tabletalk.audit;

import io.tabletalk.audit.Audit.Problem;

/// What source and index say of one document, when they do not agree. Two looks that give the same difference have seen
/// the same state on both sides.
///
/// @param inSource hash of the content in the source, or the hashes of records with the same key; empty when it is not
///                 there, [#UNREADABLE] when it may be what could not be read
/// @param inIndex  hash of the content in the index; empty when it is not there
record Difference(String key, String inSource, String inIndex) {

    /// Stands for the content of what could not be read.
    static final String UNREADABLE = "unreadable";

    Problem problem() {
        if (inIndex.isEmpty()) {
            return Problem.MISSING;
        }
        if (inSource.equals(UNREADABLE)) {
            return Problem.KEPT;
        }
        return inSource.isEmpty() ? Problem.ORPHANED : Problem.STALE;
    }
}
