package io.tabletalk.audit;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.Split;
import org.jspecify.annotations.Nullable;

/// Decides what parts that cannot be read mean for a look at a source: the others are compared, unless there is nothing
/// to compare or the source seems to be away. Not safe for use by several threads.
final class UnreadParts {

    /// Each may have waited long for an answer.
    private static final int MOST_OUTAGES_IN_A_ROW = 3;

    private final Snapshot snapshot;
    private @Nullable SourceException first;
    private boolean anyRead;
    private int outages;

    UnreadParts(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /// The next part was read to its end.
    void wasRead() {
        anyRead = true;
        outages = 0;
    }

    /// The next part could not be read to its end.
    ///
    /// @param records how many of its records were read
    /// @throws SourceException the failure, when the source seems to be away
    void add(Split split, long records, SourceException failure) {
        outages = failure.isRetriable() ? outages + 1 : 0;
        if (outages == MOST_OUTAGES_IN_A_ROW) {
            throw failure;
        }
        first = first == null ? failure : first;
        anyRead |= records > 0;
        String reason = failure.getMessage();
        snapshot.unreadPart(
                split.keyPrefix(), records == 0 ? reason : "after %,d records: %s".formatted(records, reason));
    }

    /// @throws SourceException the first failure, when there was nothing else
    void requireSomethingRead() {
        if (first != null && !anyRead) {
            throw first;
        }
    }
}
