package io.tabletalk.source;

import io.tabletalk.knowledge.SourceId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// How far the index is behind its live sources. Safe for use by several threads.
public interface Freshness {

    /// Empty when the source is not live.
    Optional<LiveState> state(SourceId source);

    /// The live sources that should be followed and are not, so that changes since may be missing. In the order of
    /// their names.
    List<SourceId> notFollowed();

    /// Waits until the index has everything that the source had at a position.
    ///
    /// @param among    the sources of which exactly one has to be live; all sources when empty
    /// @param position as the source's own database writes it
    /// @throws io.tabletalk.web.ApiException when there is no such source, the position has another form, or the
    /// limit
    ///                                       is reached before the index is there
    void await(Collection<SourceId> among, String position, Duration limit);
}
