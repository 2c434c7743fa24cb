package io.tabletalk.chat;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Freshness;
import io.tabletalk.source.LiveState;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Live sources that cannot be followed.
record Unfollowed(List<SourceId> notFollowed) implements Freshness {

    Unfollowed(SourceId... sources) {
        this(List.of(sources));
    }

    @Override
    public Optional<LiveState> state(SourceId source) {
        return Optional.empty();
    }

    @Override
    public void await(Collection<SourceId> among, String position, Duration limit) {
        throw new AssertionError("nobody waits here");
    }
}
