package io.tabletalk.source;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A source that can tell what has changed since it was last read, so that not all of it has to be read again.
public interface ChangingSource extends Source {

    /// Where the source stands now: all that changes after this call is in [#planChanges] from here. What changed
    /// before may be there, too. Text that only the source understands, never a credential; empty when it cannot
    /// tell.
    Optional<String> mark();

    /// Parts that together hold each document that has changed since the mark, and for each that is known to be gone a
    /// [SourceRecord.Gone]. Empty when that cannot be told, so that all parts are planned.
    Optional<List<Split>> planChanges(String mark);

    /// The numbers of those parts of a complete plan that hold the same as at the mark, so that they need not be read.
    /// What such a part does not say the beginning of its keys of may hold any document, so that nothing can be
    /// found
    /// gone.
    default Set<Integer> unchanged(List<Split> parts, String mark) {
        return Set.of();
    }

    /// How long changes alone may be read before all is read again, which finds what changes do not show, such as rows
    /// that were deleted.
    default Duration completeReadEvery() {
        return Duration.ofDays(1);
    }
}
