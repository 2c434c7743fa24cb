package io.tabletalk.chat.history;

import io.tabletalk.testing.StateDatabase;
import tools.jackson.databind.json.JsonMapper;

/// Makes what only this package can make.
public final class TestHistories {

    private TestHistories() {}

    public static ChatHistory in(StateDatabase database) {
        return new ChatHistory(database.client(), new JsonMapper());
    }

    public static HistorySnippets snippets(StateDatabase database) {
        return new HistorySnippets(database.client(), new JsonMapper());
    }
}
