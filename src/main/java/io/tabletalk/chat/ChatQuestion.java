package io.tabletalk.chat;

import io.tabletalk.index.Filter;
import io.tabletalk.knowledge.SourceId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a user asks.
///
/// @param conversation   the id of the conversation it belongs to, or null
/// @param again          the number of the question, when it has been asked before and is to be answered again
/// @param maxResults     passages to show and to answer from, 1 to 100
/// @param includeHistory may the answer build on the conversation so far? It is kept in any case.
/// @param sources        the sources asked; empty for all
/// @param filter         what every passage must satisfy, that it is of one of the sources asked included
public record ChatQuestion(
        String userName,
        @Nullable String conversation,
        @Nullable Long again,
        String message,
        int maxResults,
        boolean includeHistory,
        Set<SourceId> sources,
        Optional<Filter> filter) {

    boolean asks(SourceId source) {
        return sources.isEmpty() || sources.contains(source);
    }

    ChatQuestion asked(String text) {
        return new ChatQuestion(userName, conversation, again, text, maxResults, includeHistory, sources, filter);
    }
}
