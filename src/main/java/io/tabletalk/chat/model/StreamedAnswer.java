package io.tabletalk.chat.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import io.tabletalk.chat.model.AnswerModel.Finish;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Follows one streamed answer. Providers' clients may report an error and then completion, completion without a
/// reason, or nothing at all: the first terminal event counts, and success needs a finish reason. All calls come on
/// the one thread that runs the call.
final class StreamedAnswer implements StreamingChatResponseHandler {

    private final Consumer<String> onText;
    private Runnable onReaderGone = () -> {};
    private boolean begun;
    private @Nullable RuntimeException readerFailure;
    private @Nullable Throwable error;
    private @Nullable ChatResponse response;

    StreamedAnswer(Consumer<String> onText) {
        this.onText = onText;
    }

    /// Runs when the reader of the text throws: LangChain4j would ignore the exception and go on.
    void onReaderGone(Runnable action) {
        onReaderGone = action;
    }

    /// Has any text been handed over?
    boolean hasBegun() {
        return begun;
    }

    @Override
    public void onPartialResponse(String text) {
        if (readerFailure != null) {
            return;
        }
        begun = true;
        try {
            onText.accept(text);
        } catch (RuntimeException e) {
            readerFailure = e;
            onReaderGone.run();
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse complete) {
        if (error == null && response == null) {
            response = complete;
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (error == null && response == null) {
            error = failure;
        }
    }

    /// How the answer ended.
    ///
    /// @throws RuntimeException what the reader threw, if it did; otherwise a [ModelException] unless the answer is
    ///                          complete
    Finish finish(@Nullable ModelException callFailure, ModelFailures failures) {
        if (readerFailure != null) {
            throw readerFailure;
        }
        if (callFailure != null) {
            throw callFailure;
        }
        if (error != null) {
            throw failures.interrupted(error);
        }
        FinishReason reason = response == null ? null : response.finishReason();
        if (reason == null) {
            throw failures.interrupted();
        }
        if (!begun) {
            throw failures.empty(reason);
        }
        return switch (reason) {
            case LENGTH -> Finish.CUT_AT_LIMIT;
            case CONTENT_FILTER -> Finish.FILTERED;
            case STOP, TOOL_EXECUTION, OTHER -> Finish.COMPLETE;
        };
    }
}
