package io.tabletalk.ingest;

import io.tabletalk.source.Split;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a batch is going to read.
///
/// @param parts      to be read
/// @param isComplete whether they hold all documents, so that any other is gone; otherwise those that have changed
/// @param unchanged  numbers of parts that need not be read, since they are as they were at the last mark
/// @param mark       where the source stood before it was planned, for reading the changes from there on; null when it
///                   cannot tell
/// @param context    what the mark depends on besides the source: one of another context says nothing
public record Plan(
        List<Split> parts,
        boolean isComplete,
        Set<Integer> unchanged,
        @Nullable String mark,
        String context) {

    public Plan {
        parts = List.copyOf(parts);
        unchanged = Set.copyOf(unchanged);
    }

    /// All documents, of a source that cannot tell where it stands.
    public static Plan all(List<Split> parts) {
        return new Plan(parts, true, Set.of(), null, "");
    }
}
