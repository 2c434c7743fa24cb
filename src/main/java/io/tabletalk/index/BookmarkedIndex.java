package io.tabletalk.index;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// An index that remembers, together with what it holds, how far whoever brings the updates has followed them: after a
/// crash it is as it was at the bookmark.
public interface BookmarkedIndex extends KnowledgeIndex {

    /// What was last stored with updates; empty when nothing was.
    Optional<String> bookmark();

    /// As [#apply(List)], and stores the bookmark with it: after a crash both are there or neither is.
    void apply(List<DocumentUpdate> updates, String bookmark);

    /// From now on searches fail with the reason that this gives, for as long as it gives one: an index that is being
    /// filled would answer as if the rest did not exist.
    void refuseSearches(Supplier<Optional<String>> reason);

    /// Removes all documents and the bookmark.
    ///
    /// @throws IndexException when that could not be stored
    void clear();
}
