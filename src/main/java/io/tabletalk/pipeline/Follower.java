package io.tabletalk.pipeline;

import java.util.List;

/// Keeps a copy of what a topic says. Called by one thread.
public interface Follower<M> {

    /// Takes messages, in order per key. When it throws, they come again after a pause, as often as it takes.
    ///
    /// @param messages may be empty, when only time has passed
    /// @param after    where to go on when these are handled: to be stored together with what they say
    /// @throws RetriableException saying why it has to wait, in words for the user
    void handle(List<M> messages, TopicPosition after);

    /// The topic is not the one that was followed, or messages may have been missed: everything comes from the
    /// beginning. The copy has to be emptied.
    ///
    /// @param reason why, in words for the log
    void startOver(String reason);
}
