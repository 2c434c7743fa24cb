package io.tabletalk.index;

import io.tabletalk.knowledge.SourceId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A condition on the documents that a search may return. Metadata comparisons are typed: a number never equals a text,
/// and `1` equals `1.0`. A field with several values satisfies a condition when one of them does.
public sealed interface Filter {

    /// The document comes from one of these sources.
    record InSources(Set<SourceId> sources) implements Filter {}

    /// @param value a String, Number or Boolean
    record Equals(String field, Object value) implements Filter {}

    /// @param values Strings, Numbers or Booleans
    record In(String field, List<Object> values) implements Filter {}

    /// Both ends are included; null is no limit. Both ends are Numbers, or both are Strings (ISO-8601 times sort as
    /// text).
    record Range(
            String field, @Nullable Object from, @Nullable Object to) implements Filter {}

    /// The document has the field.
    record Exists(String field) implements Filter {}

    record And(List<Filter> all) implements Filter {}

    record Or(List<Filter> any) implements Filter {}

    record Not(Filter none) implements Filter {}
}
