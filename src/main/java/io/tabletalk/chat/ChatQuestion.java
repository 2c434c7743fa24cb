package io.tabletalk.chat;

import io.tabletalk.index.Filter;
import java.util.Optional;

/// What a user asks.
///
/// @param maxResults     passages to show and to answer from, 1 to 100
/// @param includeHistory may the answer build on the conversation so far? It is kept in any case.
/// @param filter         what every passage must satisfy
public record ChatQuestion(
        String userName, String message, int maxResults, boolean includeHistory, Optional<Filter> filter) {}
