package io.tabletalk.chat;

import java.time.Duration;
import java.util.function.Consumer;

/// The events of one answer on their way to its reader, timed.
final class TimedAnswer implements Consumer<ChatEvent> {

    private static final String FAILED = "failed";

    private final ChatMetrics metrics;
    private final String provider;
    private final Consumer<ChatEvent> reader;
    private final long begin = System.nanoTime();
    private boolean hasBegun;

    TimedAnswer(ChatMetrics metrics, String provider, Consumer<ChatEvent> reader) {
        this.metrics = metrics;
        this.provider = provider;
        this.reader = reader;
    }

    @Override
    public void accept(ChatEvent event) {
        reader.accept(event);
        switch (event) {
            case ChatEvent.Content content -> begun();
            case ChatEvent.Done done -> ended(ChatMetrics.lower(done.answer().state()));
            case ChatEvent.Failed failed -> ended(stateOf(failed));
            case ChatEvent.Step step -> {}
            case ChatEvent.Sources sources -> {}
        }
    }

    /// It ended without an event to say so.
    void failed() {
        ended(FAILED);
    }

    private void begun() {
        if (!hasBegun) {
            hasBegun = true;
            metrics.firstToken(provider, elapsed());
        }
    }

    private void ended(String state) {
        metrics.answered(provider, state, elapsed());
    }

    private static String stateOf(ChatEvent.Failed failed) {
        AnswerDetails answer = failed.answer();
        return answer == null ? FAILED : ChatMetrics.lower(answer.state());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
