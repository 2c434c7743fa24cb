package io.tabletalk.chat.history;

import java.util.List;
import java.util.Map;

/// What is kept of an answer besides its text.
///
/// @param state   `complete`, `truncated` (the model reached its longest length), `partial` (it broke off or the reader
///                went away; the text is what had come), or `failed` (there was no answer; the text says why)
/// @param model   what answered, such as `ollama llama3.2`
/// @param sources the passages it rests on, as `number`, `source`, `key` and `title`
/// @param details all there is to show it again as it was; kept as JSON
public record AnswerNote(State state, String model, List<Map<String, Object>> sources, Object details) {

    public enum State {
        COMPLETE,
        TRUNCATED,
        PARTIAL,
        FAILED
    }
}
