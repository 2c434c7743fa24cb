package io.tabletalk.chat;

import io.tabletalk.chat.answer.Citation;
import io.tabletalk.chat.answer.Refusal;
import io.tabletalk.chat.history.AnswerNote.State;
import io.tabletalk.chat.model.ModelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What answering came to.
///
/// @param text    what the user has seen
/// @param failure why it is not complete, or null
record Draft(
        String text,
        State state,
        String model,
        @Nullable Refusal refusal,
        List<Citation> citations,
        @Nullable ModelException failure) {}
