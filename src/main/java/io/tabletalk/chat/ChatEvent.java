package io.tabletalk.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happens while a question is answered, in this order: steps, the sources, pieces of the answer, and in the end
/// either done or failed. The names are those of the streaming API.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChatEvent.Step.class, name = "step"),
    @JsonSubTypes.Type(value = ChatEvent.Sources.class, name = "sources"),
    @JsonSubTypes.Type(value = ChatEvent.Content.class, name = "content"),
    @JsonSubTypes.Type(value = ChatEvent.Done.class, name = "done"),
    @JsonSubTypes.Type(value = ChatEvent.Failed.class, name = "error")
})
public sealed interface ChatEvent {

    /// Work begins that may take a while: `rewriting`, `retrieving` or `answering`.
    record Step(String step) implements ChatEvent {}

    /// The passages that the answer is made from, best first.
    ///
    /// @param question what was searched for: the message itself, or made complete from the conversation
    record Sources(String question, List<SourcePassage> sources) implements ChatEvent {}

    /// The next piece of the answer.
    record Content(String content) implements ChatEvent {}

    /// The answer is complete.
    record Done(String userName, AnswerDetails answer) implements ChatEvent {}

    /// There is no answer, or not all of it.
    ///
    /// @param error for the user, in a sentence or two
    /// @param code  for programs, such as `model_rate_limited`
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Failed(String error, String code, @Nullable AnswerDetails answer) implements ChatEvent {

        /// What it is about stands in the log alone.
        static Failed unexpectedly() {
            return new Failed("Something went wrong; the log says what.", "internal_error", null);
        }
    }
}
