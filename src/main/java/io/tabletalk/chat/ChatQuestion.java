package io.tabletalk.chat;

import io.tabletalk.index.Filter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a user asks.
///
/// @param conversation   the id of the conversation it belongs to, or null
/// @param again          the number of the question, when it has been asked before and is to be answered again
/// @param maxResults     passages to show and to answer from, 1 to 100
/// @param includeHistory may the answer build on the conversation so far? It is kept in any case.
/// @param filter         what every passage must satisfy
public record ChatQuestion(
        String userName,
        @Nullable String conversation,
        @Nullable Long again,
        String message,
        int maxResults,
        boolean includeHistory,
        Optional<Filter> filter) {

    ChatQuestion asked(String text) {
        return new ChatQuestion(userName, conversation, again, text, maxResults, includeHistory, filter);
    }
}
