package io.tabletalk.chat;

import io.tabletalk.web.ApiException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// Puts the events of one answer together for a client that does not stream.
final class CollectedAnswer implements Consumer<ChatEvent> {

    private final StringBuilder text = new StringBuilder();
    private ChatEvent.@Nullable Sources sources;
    private @Nullable AnswerDetails details;
    private ChatEvent.@Nullable Failed failed;

    @Override
    public void accept(ChatEvent event) {
        switch (event) {
            case ChatEvent.Step step -> {}
            case ChatEvent.Sources found -> sources = found;
            case ChatEvent.Content piece -> text.append(piece.content());
            case ChatEvent.Done done -> details = done.answer();
            case ChatEvent.Failed failure -> {
                failed = failure;
                details = failure.answer();
            }
        }
    }

    /// The answer. A model that failed is no failure of the request: its client still gets the sources.
    ///
    /// @throws ApiException 503 when not even sources were found
    ChatResponse response(String userName) {
        if (sources == null) {
            throw new ApiException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    failed == null ? "no_answer" : failed.code(),
                    failed == null ? "There is no answer." : failed.error());
        }
        String answer = text.toString();
        if (failed != null) {
            answer = answer.isEmpty() ? failed.error() : answer + "\n\n" + failed.error();
        }
        return new ChatResponse(
                userName,
                answer,
                List.copyOf(sources.sources()),
                Instant.now(),
                sources.question(),
                details,
                failed == null ? null : failed.code());
    }
}
