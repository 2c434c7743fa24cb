package io.tabletalk.ingest;

/// Where a document in the pipeline comes from: which reading of which part of which batch. Only an outcome of the
/// latest reading counts.
///
/// @param split   the part's number, or [#SWEEP]
/// @param attempt the how-manieth reading of that part, from 1
/// @param since   order of the position at which the batch began: what the index holds from then on, it has applied
public record Origin(String batch, int split, int attempt, long since) {

    /// In place of a part: the document was found to be gone.
    public static final int SWEEP = -1;

    static Origin sweep(String batch) {
        return new Origin(batch, SWEEP, 1, 0);
    }
}
