package io.tabletalk.ingest;

import io.tabletalk.knowledge.SourcePosition;
import java.util.Objects;

/// Where a document in the pipeline comes from: which reading of which part of which batch. Only an outcome of the
/// latest reading counts.
///
/// @param split   the part's number, [#SWEEP], [#LIVE] or [#ON_REQUEST]
/// @param attempt the how-manieth reading of that part, from 1
/// @param since   order of the position at which the batch began: what the index holds from then on, it has applied
/// @param anew    whether documents are embedded though they have not changed
public record Origin(String batch, int split, int attempt, long since, boolean anew) {

    public Origin {
        Objects.requireNonNull(batch, "batch");
    }

    /// In place of a part: the document was found to be gone.
    public static final int SWEEP = -1;

    /// In place of a part: the document's source is followed, and belongs to no batch.
    public static final int LIVE = -2;

    /// In place of a part: the document is deleted on request.
    static final int ON_REQUEST = -3;

    /// In place of a batch.
    static final String LIVE_BATCH = "live";

    /// Whether the batch itself has brought what the index holds at that position, as after a restart.
    boolean hasBrought(SourcePosition held) {
        return held.order() >= since;
    }

    /// Outside any batch; nobody counts its outcome.
    ///
    /// @param receipt id of the receipt of the deletion, in place of a batch
    static Origin onRequest(String receipt) {
        return new Origin(receipt, ON_REQUEST, 1, 0, false);
    }

    static Origin sweep(String batch) {
        return new Origin(batch, SWEEP, 1, 0, false);
    }

    /// @param number of the changes that are brought in together
    static Origin live(int number) {
        return new Origin(LIVE_BATCH, LIVE, number, Long.MAX_VALUE, false);
    }

    /// Whether the document was read from a part of a batch.
    boolean isOfPart() {
        return split >= 0;
    }

    boolean isOnRequest() {
        return split == ON_REQUEST;
    }

    boolean isLive() {
        return split == LIVE;
    }
}
