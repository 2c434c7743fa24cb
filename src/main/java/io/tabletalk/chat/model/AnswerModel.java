package io.tabletalk.chat.model;

import java.util.function.Consumer;

/// A language model that answers a prompt. Safe for use by several threads; a call blocks the thread that makes it.
public interface AnswerModel {

    Provider provider();

    /// The model's name as its provider knows it.
    String model();

    /// Generates an answer and hands over its text as it arrives, on the calling thread.
    ///
    /// Before the first text, failures that may pass (429, 5xx, a refused connection) are tried again after a
    /// pause;
    /// after it nothing is repeated, since the reader has seen the beginning. An exception thrown by `onText` ends
    /// the
    /// call and is thrown on.
    ///
    /// @param onText       takes each piece of text, in order; together they are the answer
    /// @param cancellation when cancelled, the connection to the model is closed at once
    /// @return how the answer ended
    /// @throws ModelException when the model could not be reached, refused, stalled, broke off or was cancelled
    Finish generate(Prompt prompt, Consumer<String> onText, Cancellation cancellation);

    /// How a complete answer ended.
    enum Finish {
        /// The model had said all it wanted to say.
        COMPLETE,
        /// The answer reached the longest length allowed and stops in the middle.
        CUT_AT_LIMIT,
        /// The provider's content filter ended it.
        FILTERED
    }
}
